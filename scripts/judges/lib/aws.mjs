// Shows that moto's server and the AWS client understand each other: a stack is created, and refused without its parameter.
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

export async function tryAws(template) {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  try {
    await listening(port, 20_000);
    const aws = client(port);
    const create = ['cloudformation', 'create-stack', '--capabilities', 'CAPABILITY_IAM', '--template-body', `file://${template}`];
    const good = aws(...create, '--stack-name', 'good', '--parameters', `ParameterKey=ImageUri,ParameterValue=app@sha256:${'0'.repeat(64)}`);
    const status = aws('cloudformation', 'describe-stacks', '--stack-name', 'good', '--query', 'Stacks[0].StackStatus', '--output', 'text');
    const bad = aws(...create, '--stack-name', 'bad');
    return [
      good.status === 0 && status.stdout.trim() === 'CREATE_COMPLETE' ? 'accepted' : `refused: ${good.stderr}${status.stdout}`,
      bad.status !== 0 && bad.stderr.includes('ImageUri') ? '1/1 refused' : `0/1 refused: ${bad.stdout}${bad.stderr}`,
    ];
  } finally {
    server.kill();
  }
}

function client(port) {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'eu-west-1',
  };
  return (...args) => spawnSync('aws', args, { env, encoding: 'utf8' });
}

function freePort() {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function listening(port, patience) {
  for (const end = Date.now() + patience; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 100))) {
    if (await fetch(`http://127.0.0.1:${port}/moto-api/`).then(() => true, () => false)) return;
  }
  throw new Error('moto_server does not answer');
}
