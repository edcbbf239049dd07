// The same templates by aws-cdk-lib and nothing else: the very calls of the ECS target, without the library around them.
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { loadCdk, templatesOf } = require('../../lib/targets/ecs/cdk.js');
const { platformStack } = require('../../lib/targets/ecs/platform-stack.js');
const { serviceStack } = require('../../lib/targets/ecs/service-stack.js');

const [settingsFile, folder] = process.argv.slice(2);
const settings = require(settingsFile);
const cdk = loadCdk();
const templates = templatesOf(cdk, (app) => {
  platformStack(cdk, app, settings);
  serviceStack(cdk, app, settings);
});
mkdirSync(folder, { recursive: true });
for (const [id, template] of Object.entries(templates)) writeFileSync(path.join(folder, `${id}.template.json`), `${JSON.stringify(template, undefined, 2)}\n`);
