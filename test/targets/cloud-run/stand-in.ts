/**
 * A small stand-in for the Cloud Run Admin API (v1), for the real gcloud: services, worker pools, revisions, traffic.
 * gcloud reaches it as an HTTP proxy, so the host that it asks for does not matter.
 */
import { createServer, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Target { revisionName?: string; latestRevision?: boolean; percent?: number; tag?: string; url?: string }
interface Service { metadata: Record<string, any>; spec: { template: any; traffic: Target[] }; status: any; [key: string]: any }

export class CloudRun {
  public readonly services = new Map<string, Service>();
  public readonly revisions = new Map<string, any>();
  /** Calls that change something, `PUT services/api`. */
  public readonly calls: string[] = [];
  /** Images that never become ready. */
  public readonly broken = new Set<string>();
  /** Who may send requests, by service. */
  public readonly invokers = new Map<string, string[]>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void body(request).then((json) => {
        const { status, value } = this.answer(request.method ?? 'GET', new URL(request.url ?? '/', 'http://run').pathname, json);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      });
    });
  }

  public async start(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(method: string, path: string, json: any): { status: number; value: unknown } {
    const policy = /\/services\/([^/:]+):(get|set)IamPolicy$/.exec(path);
    if (policy) return this.policy(policy[1], policy[2] === 'set' ? json.policy : undefined);
    const match = /\/apis\/(?:serving\.knative\.dev|run\.googleapis\.com)\/v1\/namespaces\/[^/]+\/(services|workerpools|revisions)(?:\/([^/:]+))?$/.exec(path);
    if (!match) return problem(404, `no such path: ${method} ${path}`);
    const [, kind, name] = match;
    if (method !== 'GET') this.calls.push(`${method} ${kind}${name ? `/${name}` : ''}`);
    const all: Map<string, any> = kind === 'revisions' ? this.revisions : this.services;
    if (method === 'POST' || method === 'PUT') return { status: 200, value: this.replace(json) };
    if (!name) return { status: 200, value: { kind: 'List', items: [...all.values()] } };
    if (!all.has(name)) return problem(404, `${kind} ${name} not found`);
    if (method === 'DELETE') {
      all.delete(name);
      return { status: 200, value: { kind: 'Status', status: 'Success' } };
    }
    return { status: 200, value: all.get(name) };
  }

  private policy(name: string, given: any): { status: number; value: unknown } {
    if (!this.services.has(name)) return problem(404, `services ${name} not found`);
    if (given) this.invokers.set(name, given.bindings.filter((b: any) => b.role === 'roles/run.invoker').flatMap((b: any) => b.members));
    const members = this.invokers.get(name);
    return { status: 200, value: { version: 1, etag: 'BwWWja0YfJA=', ...(members ? { bindings: [{ role: 'roles/run.invoker', members }] } : {}) } };
  }

  private replace(given: Service): Service {
    const name: string = given.metadata.name;
    const generation = (this.services.get(name)?.metadata.generation ?? 0) + 1;
    const { template } = given.spec;
    // what services call traffic, worker pools call splits of their instances
    const splits = given.kind === 'WorkerPool' ? 'instanceSplits' : 'traffic';
    const traffic: Target[] = (given.spec as any)[splits];
    const created: string = template.metadata.name;
    const image: string = template.spec.containers[0].image;
    const ready = !this.broken.has(image);
    if (!this.revisions.has(created)) {
      this.revisions.set(created, {
        apiVersion: 'serving.knative.dev/v1', kind: 'Revision', metadata: { name: created, namespace: '1', labels: given.kind === 'WorkerPool' ? { 'run.googleapis.com/workerPool': name } : {} }, spec: template.spec,
        status: { conditions: [condition('Ready', ready)] },
      });
    }
    const before = this.services.get(name)?.status?.latestReadyRevisionName;
    const latest = ready ? created : before;
    const resolved = traffic.map((target) => ({
      ...target, revisionName: target.revisionName ?? latest, ...(target.tag ? { url: `https://${target.tag}---${name}.run.app` } : {}),
    }));
    const service = {
      ...given,
      metadata: { ...given.metadata, generation, namespace: '1', selfLink: `/apis/serving.knative.dev/v1/namespaces/1/services/${name}`, resourceVersion: String(generation), uid: name },
      status: {
        observedGeneration: generation, url: `https://${name}.run.app`, latestCreatedRevisionName: created, latestReadyRevisionName: latest,
        conditions: [condition('Ready', ready), condition('ConfigurationsReady', ready), condition('RoutesReady', ready)],
        [splits]: resolved,
      },
    };
    this.services.set(name, service);
    return service;
  }
}

function condition(type: string, ready: boolean): object {
  return { type, status: ready ? 'True' : 'False', ...(ready ? {} : { reason: 'HealthCheckContainerError', message: 'The container failed to start.' }) };
}

function problem(code: number, message: string): { status: number; value: unknown } {
  return { status: code, value: { error: { code, message, status: 'NOT_FOUND' } } };
}

async function body(request: IncomingMessage): Promise<any> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text ? JSON.parse(text) : undefined;
}
