// Keeps what the ECS target of pipeline.ts is made of, for bare-cdk.cjs. Not measured.
const { writeFileSync } = require('node:fs');
const { loadAppsSync } = require('../../lib/load/load.js');
const { synthesizeApp } = require('../../lib/synth/synthesize.js');
const templates = require('../../lib/targets/ecs/templates.js');

templates.synthesizeTemplates = (settings) => {
  writeFileSync(process.argv[2], JSON.stringify(settings));
  return [];
};
for (const app of loadAppsSync('pipeline.ts').apps) synthesizeApp(app, { from: 'pipeline.ts' });
