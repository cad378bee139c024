/**
 * A module of about a megabyte that is the same every time, and that costs what packages cost when they are loaded: most of it is code
 * that is only scanned, some is compiled and run, as classes, tables, patterns and closures are made.
 */
export function referenceWorkload(): string {
  const random = createRandom(20_240_229);
  const parts = Array.from({ length: PARTS }, (_, index) => part(index, random));
  return `'use strict';\nconst registry = new Map();\n${parts.join('')}module.exports = registry.size;\n`;
}

const PARTS = 75;

type Random = (below: number) => number;

/** The generator of Park and Miller. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A module of a package, as a bundler wraps it: a class, its schema, functions that nobody calls while it loads. */
function part(index: number, random: Random): string {
  const methods = Array.from({ length: 6 + random(6) }, (_, method) => functionText(`method${method}`, random));
  const helpers = Array.from({ length: 4 }, (_, helper) => `function ${functionText(`helper${helper}`, random)}`);
  const fields = Array.from({ length: 20 + random(20) }, (_, field) => {
    return `field${field}: { type: ${JSON.stringify(TYPES[random(TYPES.length)])}, tags: [${random(900)}, ${random(900)}], optional: ${random(2) === 0} }`;
  });
  return `const load${index} = (exports, module) => {
${helpers.join('\n')}
const schema = { ${fields.join(', ')} };
const pattern = /^[a-z]{${1 + random(9)}}-(\\d+|${TYPES[random(TYPES.length)]})$/i;
class Client${index} extends Object {
constructor(config) { super(); this.config = { region: 'us-east-1', retries: ${random(9)}, ...config }; this.middleware = []; }
${methods.join('\n')}
}
const names = Object.keys(schema).map((name) => name.toUpperCase());
const entries = Object.entries(schema).filter(([, field]) => !field.optional).map(([name, field]) => [name, helper0(field.tags[0], names)]);
const client = new Client${index}({ entries: new Map(entries), frozen: Object.freeze({ ...schema }) });
module.exports = { Client${index}, client, schema, matches: pattern.test(names[0]), text: JSON.stringify(schema).length };
};
{ const module = { exports: {} }; load${index}(module.exports, module); registry.set('module${index}', module.exports); }
`;
}

const TYPES = ['string', 'number', 'boolean', 'timestamp', 'blob', 'structure'];

function functionText(name: string, random: Random): string {
  const cases = Array.from({ length: 2 + random(4) }, () => {
    const [type, limit] = [TYPES[random(TYPES.length)], random(10_000)];
    return `  if (typeof input === '${type}' && input > ${limit}) { const result = { $metadata: ${limit}, message: 'Value must be below ${limit} for ${type}', values: [] }; for (let i = 0; i < ${random(90)}; i++) result.values.push(String(i + ${random(90)})); return result; }`;
  });
  return `${name}(input, context) {\n${cases.join('\n')}\n  return context === undefined ? input : [input, context.length];\n}`;
}
