/** A rule that reports nothing yet; what is unfinished is visible in its metadata. */
export function ruleTemplate(id: string, version: string): string {
  return `import { defineRule } from '../engine/asking/define-rule.js';

export default defineRule({
  meta: {
    id: '${id}',
    summary: 'What the rule reports',
    category: 'latency',
    severity: 'warning',
    preset: 'experimental',
    fix: 'none',
    since: '${version}',
    messages: {
      found: 'What is wrong. What to do.',
    },
    options: {},
    evidence: [],
  },

  *check() {},
});
`;
}

/** A page with all sections; code blocks tagged \`bad\` and \`good\` are run by the docs test. */
export function pageTemplate(id: string): string {
  const block = (kind: string) => `\`\`\`ts ${kind}\nexport const handler = async (event: unknown) => event;\n\`\`\``;
  return `<!-- begin:header -->
<!-- end:header -->

## Why

What ${id} costs, and whom.

<!-- begin:evidence -->
<!-- end:evidence -->

## Bad

${block('bad')}

## Good

${block('good')}

<!-- begin:options -->
<!-- end:options -->

## When not to use it

Where the advice does not hold.
`;
}
