/** GitHub's issuer of tokens on the loopback address: its discovery document and keys over TLS, and where a runner asks for a token. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { parse, stringify } from 'yaml';
import { listen, selfSigned } from './ports';

const ISSUER = 'https://token.actions.githubusercontent.com';
const REQUEST_TOKEN = 'request';

/** What a runner gives to a job that may ask for a token. */
export interface TokenRequest {
  readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
  readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
}

export class Issuer {
  /** @param claims of every token, where it says nothing else */
  public static async start(claims: Readonly<Record<string, unknown>>): Promise<Issuer> {
    const issuer = new Issuer(claims);
    issuer.url = `https://127.0.0.1:${await listen(issuer.keys)}`;
    issuer.requestUrl = `http://127.0.0.1:${await listen(issuer.requests)}`;
    return issuer;
  }

  /** Subject and audience of every token that a runner asked for. */
  public readonly asked: string[] = [];
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly tls = selfSigned('127.0.0.1');
  private readonly keys: Server;
  private readonly requests: Server;
  private url = '';
  private requestUrl = '';

  private constructor(private readonly claims: Readonly<Record<string, unknown>>) {
    this.keys = createSecureServer({ key: this.tls.key, cert: this.tls.certificate }, ({ url }, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(url === '/keys' ? this.keySet() : this.discovery()));
    }) as unknown as Server;
    this.requests = createServer(({ url, headers }, response) => {
      const { pathname, searchParams } = new URL(url ?? '', 'http://runner');
      const [audience, sub] = [searchParams.get('audience'), decodeURIComponent(pathname.slice(1))];
      if (headers.authorization !== `Bearer ${REQUEST_TOKEN}`) return response.writeHead(401).end();
      this.asked.push(`${sub} for ${audience}`);
      return response.end(JSON.stringify({ value: this.token({ sub, aud: audience }) }));
    });
  }

  public token(claims: object): string {
    const now = Math.floor(Date.now() / 1000);
    const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${base64({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${base64({ iss: ISSUER, iat: now, nbf: now, exp: now + 300, ...this.claims, ...claims })}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.pair.privateKey).toString('base64url')}`;
  }

  /** As a runner gives it to a job with this subject. */
  public request(subject: string): TokenRequest {
    return { ACTIONS_ID_TOKEN_REQUEST_URL: `${this.requestUrl}/${encodeURIComponent(subject)}?api-version=2`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN };
  }

  /** The API server's configuration as a target writes it, told where this issuer answers. */
  public authentication(emitted: string): string {
    const configuration = parse(emitted);
    Object.assign(configuration.jwt[0].issuer, { discoveryURL: `${this.url}/.well-known/openid-configuration`, certificateAuthority: this.tls.certificate });
    return stringify(configuration);
  }

  public stop(): void {
    this.keys.close();
    this.requests.close();
  }

  private keySet(): object {
    return { keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] };
  }

  private discovery(): object {
    return { issuer: ISSUER, jwks_uri: `${this.url}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
  }
}
