/** Stand-ins on the loopback address: moto's CloudFormation, and an ECS whose tasks run, which moto's do not. */
import { ChildProcess, spawn } from 'node:child_process';
import { createServer, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../engines/ports';

interface TaskDefinition {
  readonly family: string;
  readonly status: string;
  readonly container_definitions: readonly { readonly image?: string; readonly Image?: string }[];
}

export class Moto {
  private process?: ChildProcess;
  public port = 0;

  /** @param account of those who sign in by no role */
  public async start(account = '123456789012'): Promise<void> {
    this.port = await freePort();
    this.process = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(this.port)], { stdio: 'ignore', env: { ...process.env, MOTO_ACCOUNT_ID: account } });
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((done) => setTimeout(done, 200))) {
      if (await fetch(`http://127.0.0.1:${this.port}/moto-api/`).then(() => true, () => false)) return;
    }
    throw new Error('moto_server does not answer');
  }

  public stop(): void {
    this.process?.kill('SIGKILL');
  }

  /**
   * The image of a family's newest task definition, from moto's memory: on an update it keeps CloudFormation's spelling of the keys,
   * which the client would drop.
   */
  public async taskImage(wanted: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.port}/moto-api/data.json`);
    const { ecs: { TaskDefinition: all } } = await response.json() as { ecs: { TaskDefinition: TaskDefinition[] } };
    const [container] = all.filter(({ status, family }) => status === 'ACTIVE' && family === wanted).at(-1)!.container_definitions;
    return String(container.image ?? container.Image);
  }
}

/** The answers of ECS, in its own protocol, so that the real client's queries read them. */
export class FakeEcs {
  public tasks: { readonly image: string; readonly deployment: string; readonly lastStatus?: string }[] = [];
  public desired = 0;
  public rolloutState = 'COMPLETED';
  /** Name of the workload's container. */
  public container = 'api';
  /** Told which cluster is asked about, before it is answered. */
  public onAsked?: (cluster: string) => Promise<void>;
  /** A pause hook waits for an answer. */
  public awaiting = false;
  public readonly actions: string[] = [];
  private server?: Server;

  public async start(): Promise<number> {
    this.server = createServer((request, response) => {
      void this.answer(request).then((body) => {
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => this.server!.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }

  public stop(): void {
    this.server?.close();
  }

  private async answer(request: IncomingMessage): Promise<object> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text || '{}');
    await this.onAsked?.(String(body.cluster));
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const deployment = 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/c/s/d';
    switch (operation) {
      case 'DescribeServices': return { services: [this.service()] };
      case 'ListTasks': return { taskArns: this.tasks.map((_, i) => `arn:aws:ecs:eu-west-1:111122223333:task/c/${i}`) };
      case 'DescribeTasks': return { tasks: body.tasks.map((arn: string) => this.task(Number(arn.split('/').pop()))) };
      case 'ListServiceDeployments': return { serviceDeployments: this.awaiting ? [{ serviceDeploymentArn: deployment }] : [] };
      case 'DescribeServiceDeployments': return {
        serviceDeployments: [{ serviceDeploymentArn: deployment, lifecycleHookDetails: [{ hookId: 'h1', targetType: 'PAUSE', status: 'AWAITING_ACTION' }] }],
      };
      case 'ContinueServiceDeployment':
        this.awaiting = false;
        this.actions.push(body.action);
        return { serviceDeploymentArn: deployment };
      default: throw new Error(`unexpected ${operation}`);
    }
  }

  private service(): object {
    const running = this.tasks.filter((t) => (t.lastStatus ?? 'RUNNING') === 'RUNNING').length;
    const common = { desiredCount: this.desired, runningCount: running };
    return {
      serviceName: 's',
      events: [{ id: '1', message: 'service s has reached a steady state' }],
      deployments: [
        { id: 'ecs-svc/0', status: 'ACTIVE', rolloutState: 'COMPLETED', desiredCount: 0, runningCount: 0 },
        { id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: this.rolloutState, ...common },
      ],
    };
  }

  private task(index: number): object {
    const { image, deployment, lastStatus = 'RUNNING' } = this.tasks[index];
    return { taskArn: `arn:${index}`, startedBy: deployment, lastStatus, containers: [{ name: 'sidecar', image: 'sidecar:1' }, { name: this.container, image }] };
  }
}
