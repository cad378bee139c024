import type { ConfigurableRule } from './raw-config.js';
import { growthSchema, sizeSchema } from './size.js';

type Schema = Readonly<Record<string, unknown>>;

const ruleLevels = ['off', 'info', 'warning', 'error'] as const;

const strings: Schema = { type: 'array', items: { type: 'string', minLength: 1 } };

/** The JSON schema of a config file: what editors complete and what `validate.ts` checks. */
export function configSchema(rules: readonly ConfigurableRule[]): Schema {
  const ruleSettings = { $ref: '#/definitions/rules' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Coldlens configuration',
    ...closedObject({
      $schema: { type: 'string', description: 'Address of this schema, for editors.' },
      root: {
        type: 'boolean',
        description: 'Whether to ignore config files in parent folders. Default: false.',
      },
      preset: {
        enum: ['recommended', 'strict'],
        description: 'Which rules run when "rules" says nothing about them. Default: "recommended".',
      },
      rules: ruleSettings,
      ignore: {
        ...strings,
        description: 'Globs, relative to this file, of code that is neither searched for functions nor reported on.',
      },
      clients: { type: 'array', items: clientSchema, description: 'Further clients to treat like SDK clients.' },
      handlers: { type: 'array', items: handlerSchema, description: 'Functions that no deployment file names.' },
      bundle: {
        ...bundleSchema,
        description: 'How large functions may be, and how they are built if no deployment file says so.',
      },
      overrides: {
        type: 'array',
        description: 'Rule settings for some files; later entries win.',
        items: closedObject({ files: { ...strings, minItems: 1 }, rules: ruleSettings }, ['files', 'rules']),
      },
      suppressions: suppressionsSchema,
    }),
    definitions: { rules: rulesSchema(rules) },
  };
}

const clientSchema = closedObject(
  {
    module: { type: 'string', minLength: 1, description: 'The module that it is imported from.' },
    exports: { ...strings, minItems: 1, description: 'Names of its exports; "default" for the default export.' },
    description: { type: 'string', description: 'What to call it in messages.' },
  },
  ['module', 'exports'],
);

const handlerSchema = closedObject(
  {
    file: { type: 'string', minLength: 1, description: 'Glob of handler files, relative to this file.' },
    export: { type: 'string', minLength: 1, description: 'The export that Lambda calls.' },
  },
  ['file', 'export'],
);

const functionNames: Schema = {
  ...strings,
  minItems: 1,
  description: 'Globs of function names. Default: all functions.',
};

const budgetSchema = closedObject({
  functions: functionNames,
  zipped: { ...sizeSchema, description: 'Size limit for the uploaded zip: bytes, or a string such as "1 MB".' },
  unzipped: { ...sizeSchema, description: 'Size limit for everything that is deployed, not counting layers.' },
  packages: {
    type: 'object',
    additionalProperties: sizeSchema,
    description: 'Package → its size limit in each function; 0 forbids it.',
  },
  growth: {
    ...growthSchema,
    description: 'How much the zip may grow compared with the base of --compare: a size, or a share such as "5 %".',
  },
  coldStartMs: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 900_000,
    description: 'The highest estimated cold start (Init Duration) allowed, in milliseconds.',
  },
});

const buildSchema = closedObject({
  functions: functionNames,
  runtime: { type: 'string', pattern: '^nodejs\\d+\\.x$', description: 'Such as "nodejs22.x".' },
  tool: {
    enum: ['esbuild', 'zip'],
    description: 'How the package is made: bundled by esbuild, or a zip of the files as they are.',
  },
  folder: {
    type: 'string',
    minLength: 1,
    description: 'What is deployed when nothing is bundled: a folder or a file, relative to this file.',
  },
  minify: { type: 'boolean' },
  sourceMap: { anyOf: [{ type: 'boolean' }, { enum: ['linked', 'inline', 'external', 'both'] }] },
  target: { type: 'string', minLength: 1 },
  format: { enum: ['cjs', 'esm'] },
  mainFields: strings,
  external: {
    ...strings,
    description: 'Packages that are left out of the bundle, instead of those that the tool leaves out.',
  },
  nodeModules: { ...strings, description: 'Packages that are installed beside the bundle.' },
  tsconfig: { type: 'string', minLength: 1 },
  other: { type: 'object', description: "Further options of esbuild's API, such as define, loader or banner." },
});

const bundleSchema = closedObject({
  budgets: { type: 'array', items: budgetSchema, description: 'Budgets: a function over one is an error.' },
  builds: {
    type: 'array',
    items: buildSchema,
    description: 'Build settings that take precedence over deployment files; later entries win.',
  },
});

const suppressionsSchema = {
  ...closedObject({
    requireReason: {
      type: 'boolean',
      description: 'Whether a suppressing comment must say why, after "--". Default: false.',
    },
    reportUnused: {
      type: 'boolean',
      description: 'Whether comments that suppress nothing are reported. Default: true.',
    },
  }),
  description: 'How suppressing comments are treated.',
};

function rulesSchema(rules: readonly ConfigurableRule[]): Schema {
  return {
    ...closedObject(Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)]))),
    description: 'Rule id → level, or [level, options].',
  };
}

function ruleSchema({ summary, options }: ConfigurableRule): Schema {
  const properties = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      { ...option.schema, description: option.description, default: option.default },
    ]),
  );
  return {
    description: summary,
    anyOf: [
      { enum: ruleLevels },
      { type: 'array', items: [{ enum: ruleLevels }, closedObject(properties)], minItems: 1, maxItems: 2 },
    ],
  };
}

/** An object without further keys. */
function closedObject(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []): Schema {
  return { type: 'object', additionalProperties: false, properties, ...(required.length > 0 && { required }) };
}
