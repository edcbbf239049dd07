/** Stand-ins on the loopback address: moto's CloudFormation, and an ECS whose tasks run, which moto's do not. */
import { ChildProcess, spawn } from 'node:child_process';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo, createServer as createProbe } from 'node:net';

export class Moto {
  private process?: ChildProcess;
  public port = 0;

  public async start(): Promise<void> {
    this.port = await freePort();
    this.process = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(this.port)], { stdio: 'ignore' });
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((done) => setTimeout(done, 200))) {
      if (await fetch(`http://127.0.0.1:${this.port}/moto-api/`).then(() => true, () => false)) return;
    }
    throw new Error('moto_server does not answer');
  }

  public stop(): void {
    this.process?.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

/** The answers of ECS, in its own protocol, so that the real client's queries read them. */
export class FakeEcs {
  public tasks: { readonly image: string; readonly deployment: string; readonly lastStatus?: string }[] = [];
  public desired = 0;
  public rolloutState = 'COMPLETED';
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
    return { taskArn: `arn:${index}`, startedBy: deployment, lastStatus, containers: [{ name: 'sidecar', image: 'sidecar:1' }, { name: 'api', image }] };
  }
}
