/**
 * The registries of the world as a job sees them: by their own names, over TLS, behind a login. A proxy leads each name to a
 * docker-registry on this machine, and leads nowhere else, so that the job's commands run as they were synthesized.
 */
import { createServer, IncomingMessage, request, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { DockerRegistry } from './docker-registry';
import { Certificate, listen, selfSigned } from './ports';

export interface Login {
  readonly username: string;
  readonly password: string;
}

export class Internet {
  /** @param logins who may push, by host */
  public static async start(logins: Readonly<Record<string, Login>>): Promise<Internet> {
    const hosts = Object.keys(logins);
    const registries = new Map<string, DockerRegistry>();
    for (const host of hosts) registries.set(host, await DockerRegistry.start());
    const internet = new Internet(logins, registries, selfSigned(...hosts));
    internet.port = await listen(internet.proxy);
    return internet;
  }

  /** Repositories that manifests were written to, by `host/name`, and by which reference. */
  public readonly pushed: string[] = [];
  /** Hosts that were asked for and do not exist. */
  public readonly refused: string[] = [];
  private readonly proxy: Server;
  private readonly secure: Server;
  private readonly sockets = new Set<Duplex>();
  private port = 0;

  private constructor(
    private readonly logins: Readonly<Record<string, Login>>, private readonly registries: ReadonlyMap<string, DockerRegistry>, private readonly tls: Certificate,
  ) {
    this.secure = createSecureServer({ key: tls.key, cert: tls.certificate }, (incoming, response) => this.answer(incoming, response)) as unknown as Server;
    this.proxy = createServer((_, response) => response.writeHead(403).end());
    this.proxy.on('connect', ({ url = '' }, socket) => this.connect(url, socket));
  }

  /** What leads a program here. */
  public get env(): Readonly<Record<string, string>> {
    const proxy = `http://127.0.0.1:${this.port}`;
    return { https_proxy: proxy, HTTPS_PROXY: proxy, no_proxy: '127.0.0.1,localhost', NO_PROXY: '127.0.0.1,localhost', SSL_CERT_FILE: this.tls.file };
  }

  public stop(): void {
    this.registries.forEach((registry) => registry.stop());
    this.sockets.forEach((socket) => socket.destroy());
    this.proxy.close();
  }

  private connect(url: string, socket: Duplex): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const host = url.replace(/:443$/, '');
    if (this.registries.has(host)) {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      this.secure.emit('connection', socket);
    } else {
      this.refused.push(host);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
  }

  /** Anybody may pull, who has signed in may push. The first question, `/v2/`, makes a client show its login. */
  private answer(incoming: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = incoming;
    const host = String(headers.host);
    const { username, password } = this.logins[host];
    const known = headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    if (!known && (url === '/v2/' || !['GET', 'HEAD'].includes(method))) {
      incoming.resume();
      response.writeHead(401, { 'www-authenticate': `Basic realm="${host}"` }).end();
      return;
    }
    const [, name, reference] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url) ?? [];
    if (method === 'PUT' && name) this.pushed.push(`${host}/${name}:${reference}`);
    const upstream = request({ host: '127.0.0.1', port: this.registries.get(host)!.port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    incoming.pipe(upstream);
  }
}
