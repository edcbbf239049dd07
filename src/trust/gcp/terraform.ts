/** Terraform in its JSON form: what every bootstrap file begins with. https://developer.hashicorp.com/terraform/language/syntax/json */

export type Resources = Record<string, Record<string, object>>;

export interface TerraformParts {
  readonly project: string;
  readonly resources: readonly Resources[];
  /** Looks up the project's number. */
  readonly lookUpProject?: boolean;
  readonly outputs?: Readonly<Record<string, { readonly value: string; readonly description: string }>>;
}

export function terraform(parts: TerraformParts): object {
  return {
    terraform: {
      required_version: '>= 1.5.0',
      required_providers: { google: { source: 'hashicorp/google', version: '>= 5.0.0, < 8.0.0' } },
    },
    provider: { google: { project: parts.project } },
    ...(parts.lookUpProject ? { data: { google_project: { this: { project_id: parts.project } } } } : {}),
    resource: merge(parts.resources),
    ...(parts.outputs ? { output: parts.outputs } : {}),
  };
}

/** A literal within Terraform: `${` and `%{` begin templates there. */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}

function merge(all: readonly Resources[]): Resources {
  const merged: Resources = {};
  for (const resources of all) {
    for (const [type, named] of Object.entries(resources)) merged[type] = { ...merged[type], ...named };
  }
  return merged;
}
