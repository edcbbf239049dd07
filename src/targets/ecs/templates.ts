/** The two templates, and what the CDK may say while they are made. */
import type { Report } from '../support/input';
import type { TargetFile } from '../target';
import { Cdk, loadCdk, templatesOf } from './cdk';
import { MAX_TEMPLATE_BYTES } from './limits';
import { platformStack } from './platform-stack';
import { remembered, Templates } from './remembered';
import { serviceStack } from './service-stack';
import type { EcsSettings } from './settings';

const HEADER_BYTES = 300;

export function synthesizeTemplates(settings: EcsSettings, report: Report): TargetFile[] {
  try {
    const templates = remembered(settings, () => makeTemplates(settings, report));
    if (!templates) return [];
    const files = ['platform', 'service'].map((id) => ({ path: `${id}.template.json`, content: templates[id] }));
    files.forEach((file) => checkSize(settings, file, report));
    return files;
  } catch (error) {
    const custom = settings.customize || settings.customizePlatform;
    report({
      ruleId: 'target-ecs-cdk',
      at: custom ? 'platform.customize' : 'platform',
      message: `aws-cdk-lib refuses the stack: ${(error as Error).message?.split('\n')[0] ?? String(error)}`,
      fix: custom ? 'assets are not possible here: use constructs that need no upload' : undefined,
    });
    return [];
  }
}

function makeTemplates(settings: EcsSettings, report: Report): Templates | undefined {
  const cdk = usableCdk(report);
  return cdk && templatesOf(cdk, (app) => {
    platformStack(cdk, app, settings);
    serviceStack(cdk, app, settings);
  });
}

function usableCdk(report: Report): Cdk | undefined {
  const cdk = loadCdk();
  const fix = 'npm install --save-dev aws-cdk-lib';
  if (!cdk) {
    report({ ruleId: 'target-ecs-cdk', at: 'platform', message: 'an ECS target makes its templates with aws-cdk-lib, which is not installed', fix });
    return undefined;
  }
  if (cdk.aws_ecs.DeploymentStrategy?.CANARY === undefined) {
    report({ ruleId: 'target-ecs-cdk', at: 'platform', message: 'this aws-cdk-lib is too old for ECS deployments', fix: `${fix}@latest` });
    return undefined;
  }
  return cdk;
}

function checkSize(settings: EcsSettings, file: TargetFile, report: Report): void {
  const bytes = Buffer.byteLength(JSON.stringify(file.content, undefined, 2)) + HEADER_BYTES;
  if (bytes <= MAX_TEMPLATE_BYTES || settings.templateBucket) return;
  report({
    ruleId: 'target-ecs-template',
    at: 'platform.templateBucket',
    message: `${file.path} is too large for CloudFormation without a bucket`,
    value: `${bytes} bytes`,
    allowed: [`at most ${MAX_TEMPLATE_BYTES} bytes`],
    fix: 'set `templateBucket` to a bucket that the deploy role may write to',
  });
}
