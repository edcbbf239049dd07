import { cdk, javascript } from 'projen';

const project = new cdk.JsiiProject({
  name: 'pipewright',
  description: 'GitHub Actions workflows and the infrastructure they deploy to, from one TypeScript definition',
  author: 'The pipewright authors',
  authorAddress: 'pipewright@users.noreply.github.com',
  repositoryUrl: 'https://github.com/pipewright/pipewright.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The pipewright authors',
  keywords: ['github-actions', 'cdk', 'constructs', 'projen', 'infrastructure-as-code', 'ci', 'cd', 'ecs', 'kubernetes', 'cloud-run'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  jest: false,
  // its own workflows are synthesized by its own pipeline.ts
  github: false,
  release: false,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  disableTsconfig: true,
  tsconfigDev: {
    compilerOptions: { target: 'ES2022', lib: ['es2022'], module: 'node16', skipLibCheck: true, isolatedModules: false, paths: { pipewright: ['./src/index.ts'] } },
    include: ['.projenrc.ts', 'projenrc/**/*.ts', 'vitest.config.mts', 'pipeline.ts', 'scripts/**/*.ts', 'bench/*.ts', 'bench/lib/*.ts'],
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'scripts', 'bench'], tsconfigPath: './tsconfig.dev.json', projectService: false },
  bin: { pipewright: 'bin/pipewright' },
  peerDeps: ['constructs@^10.5.0', 'projen@>=0.103.25 <1'],
  // yaml: documents with comments and positions. jiti: loads the user's TypeScript, in any module system, without a compiler.
  bundledDeps: ['yaml@^2.9.0', 'jiti@^2.7.0'],
  devDeps: [
    '@actions/expressions@0.3.61', '@actions/workflow-parser@0.3.61', 'esbuild@^0.28.0',
    'aws-cdk-lib@^2.276.0', '@pulumi/kubernetes@^4.34.0',
    'vitest@^4', '@vitest/coverage-v8@^4', 'fast-check@^4', 'tsx@^4',
  ],
});

// a dependency of a development tool whose newer releases need a newer Node.js
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
project.package.addField('exports', {
  '.': './lib/index.js',
  './package.json': './package.json',
  './.jsii': './.jsii',
});

project.eslint?.addIgnorePattern('bench/peers/'); // run as they are, by what the bench installs
project.eslint?.addRules({
  // short objects may share a line; what people read as one is written as one
  '@stylistic/object-property-newline': 'off',
  '@stylistic/max-len': ['warn', { code: 180, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
  'no-bitwise': 'off', // file modes
  // data flows one way: see docs/architecture.md
  'import/no-restricted-paths': ['error', {
    zones: [
      { target: './src/workflow', from: './src', except: ['./workflow', './problem.ts', './nearest.ts', './values.ts'] },
      { target: './src/rules', from: './src', except: ['./rules', './workflow', './actions', './expressions', './hoist', './problem.ts', './nearest.ts', './values.ts'] },
      { target: './src/targets', from: './src', except: ['./targets', './trust', './registries', './step.ts', './workload.ts', './secret-ref.ts', './rollout.ts', './app.ts', './nearest.ts', './problem.ts', './values.ts', './trigger.ts', './cache-entry.ts', './files.ts'] },
      { target: './src/hoist', from: './src', except: ['./hoist', './workflow'] },
      { target: ['./src/constructs', './src/synth', './src/targets', './src/rules', './src/plan', './src/workflow'], from: ['./src/cli', './src/projen', './src/load', './src/write'] },
    ],
  }],
});

// GitHub's own parser and evaluator are ES modules only: they are bundled as CommonJS beside lib/
const vendor = project.addTask('vendor', { description: 'Bundle GitHub\'s workflow parser and expression evaluator', exec: 'node scripts/vendor.mjs' });
project.preCompileTask.spawn(vendor);
project.addGitIgnore('/vendor/*.cjs');
project.addGitIgnore('!/projenrc/tsconfig.json');
project.addGitIgnore('.pipewright-tmp-*');
project.addGitIgnore('!/examples/**/tsconfig.json');
project.addGitIgnore('!/bench/peers/**/tsconfig.json');

project.testTask.reset();
project.testTask.spawn(vendor);
project.testTask.exec('tsc --noEmit -p tsconfig.dev.json');
project.testTask.exec('vitest run', { receiveArgs: true });
project.testTask.spawn(project.tasks.tryFind('eslint')!);

project.addTask('example', {
  description: 'Build the library and synthesize examples/shop',
  steps: [
    { spawn: 'pre-compile' },
    { spawn: 'compile' },
    { cwd: 'examples/shop', exec: 'node ../../bin/pipewright synth --root . --list' },
  ],
});

const conformance = project.addTask('conformance', {
  description: 'Examples, contract and random programs against all judges: --count=10000 --zizmor=2000 is the whole proof, --record=1 keeps the figures',
});
conformance.spawn(vendor);
conformance.exec('scripts/judges/install.sh');
for (const script of ['bites', 'artefacts', 'random']) conformance.exec(`node --import tsx scripts/conformance/${script}.ts`, { receiveArgs: true });

const faults = project.addTask('faults', {
  description: 'Malformed programs, hostile strings, kills, full disks, races and determinism: --sample=1 for a small part, --record=1 keeps the figures',
});
faults.spawn(vendor);
faults.exec('node --import tsx scripts/faults/run.ts', { receiveArgs: true });

project.addTask('bench', {
  description: 'Speed, against a floor and against peers, which are installed first: --quick is a sample, --record=1 keeps the figures',
  steps: [
    { spawn: 'pre-compile' },
    { spawn: 'compile' },
    { cwd: 'bench', exec: 'npm ci --ignore-scripts --no-audit --no-fund' },
    { exec: 'node --import tsx bench/run.ts', receiveArgs: true },
  ],
});

project.addTask('engines', {
  description: 'Install buildah, registries, a Kubernetes control plane, moto and the like, and run every test that needs one: --record=1 keeps the figures',
  steps: [
    { spawn: 'vendor' },
    { exec: 'node --import tsx scripts/engines/run.ts', receiveArgs: true },
  ],
});

for (const path of ['/bench', '/docs', '/examples', '/scripts', '/.ci', '/.github', '/deploy', '/pipeline.ts', '/vitest.config.mts', '/projenrc', '/.eslintrc.json', '/.projenrc.ts']) {
  project.addPackageIgnore(path);
}
project.addPackageIgnore('!/vendor/*.cjs');

project.synth();
