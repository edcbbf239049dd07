/** The frame of a hand-written CloudFormation template. CloudFormation refuses unknown keys at the top level. */

export interface TemplateParts {
  readonly description: string;
  readonly parameters?: object;
  readonly conditions?: object;
  readonly resources: object;
  readonly outputs?: object;
}

export function cfnTemplate(parts: TemplateParts): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: parts.description,
    ...(parts.parameters && { Parameters: parts.parameters }),
    ...(parts.conditions && { Conditions: parts.conditions }),
    Resources: parts.resources,
    ...(parts.outputs && { Outputs: parts.outputs }),
  };
}

export function tags(values: Readonly<Record<string, string>>): object[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}
