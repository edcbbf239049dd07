// A file of Terraform's JSON syntax, around its resources: https://developer.hashicorp.com/terraform/language/syntax/json
const text = { type: 'string' };

export const file = {
  type: 'object',
  additionalProperties: false,
  required: ['terraform', 'provider', 'resource'],
  properties: {
    '//': text,
    'terraform': {
      type: 'object',
      additionalProperties: false,
      required: ['required_version', 'required_providers'],
      properties: {
        required_version: text,
        required_providers: {
          type: 'object',
          additionalProperties: {
            type: 'object', additionalProperties: false, required: ['source', 'version'], properties: { source: text, version: text },
          },
        },
      },
    },
    'provider': { type: 'object', additionalProperties: { type: 'object' } },
    'resource': { type: 'object', additionalProperties: { type: 'object', propertyNames: { pattern: '^[A-Za-z_][\\w-]*$' }, additionalProperties: { type: 'object' } } },
    'output': {
      type: 'object',
      propertyNames: { pattern: '^[A-Za-z_][\\w-]*$' },
      additionalProperties: {
        type: 'object', additionalProperties: false, required: ['value'], properties: { value: {}, description: text, sensitive: { type: 'boolean' }, depends_on: { type: 'array', items: text } },
      },
    },
  },
};
