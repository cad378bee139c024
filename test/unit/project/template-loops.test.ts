import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const template = (collection: string, more = '') => `Transform: AWS::LanguageExtensions
Parameters:
  Names: { Type: CommaDelimitedList, Default: 'a, b-c' }
  Stage: { Type: CommaDelimitedList }
Mappings: { Sizes: { a: { memory: 256 }, b-c: { memory: 512 } } }
Resources:
  Fn::ForEach::Functions:
    - Name
    - ${collection}
    - \${Name}Function:
        Type: AWS::Lambda::Function
        Properties:
          Code: src
          Handler: !Sub '\${Name}.handler'
          Runtime: nodejs22.x
          MemorySize: !FindInMap [Sizes, !Ref Name, memory]
${more}`;
const code = { 'src/a.ts': HANDLER, 'src/b-c.ts': HANDLER };

describe('functions that a template makes in a loop', () => {
  checkAll([
    {
      title: 'are each a function, where the list is static',
      files: { ...code, 'template.yaml': template('[a]') },
      functions: ['aFunction @ template.yaml:10 cloudformation -> src/a.ts:1#handler nodejs22.x 256MB'],
    },
    {
      title: 'are each a function, where a parameter has the list',
      files: { ...code, 'template.yaml': template('!Ref Names').replace('${Name}Function', '"&{Name}Function"') },
      functions: [
        'aFunction @ template.yaml:10 cloudformation -> src/a.ts:1#handler nodejs22.x 256MB',
        'bcFunction @ template.yaml:10 cloudformation -> src/b-c.ts:1#handler nodejs22.x 512MB',
      ],
    },
    {
      title: 'are one entry where the list is known only at deployment, or where there are too many',
      files: {
        ...code,
        'a.yaml': template('!Ref Stage'),
        'b.yaml': template(`[${Array.from({ length: 501 }, (_, index) => `n${index}`).join(', ')}]`),
      },
      unresolved: [
        '${Name}Function @ a.yaml:10: the list of its loop over Name is not static',
        '${Name}Function @ b.yaml:10: its loop over Name has too many rounds',
      ],
    },
    {
      title: 'are made by loops in loops',
      files: {
        ...code,
        'template.yaml': `Resources:
  Fn::ForEach::Outer:
    - Stage
    - [One, Two]
    - Fn::ForEach::Inner\${Stage}:
        - Name
        - [a]
        - \${Name}\${Stage}: { Type: AWS::Lambda::Function, Properties: { Code: src, Handler: !Sub '\${Name}.handler', Runtime: nodejs22.x } }
`,
      },
      functions: [
        'aOne @ template.yaml:8 cloudformation -> src/a.ts:1#handler nodejs22.x',
        'aTwo @ template.yaml:8 cloudformation -> src/a.ts:1#handler nodejs22.x',
      ],
    },
  ]);
});

describe('a long template', () => {
  const withLength = (length: number) => `# ${'x'.repeat(length)}\n${template('[a]')}`;

  it('is read', async () => {
    const { functions, problems } = await discover({ ...code, 'template.yaml': withLength(3_000_000) });
    assert.deepEqual([functions.length, problems], [1, []]);
  });

  it('is one problem, where it is longer than any', async () => {
    const { functions, problems } = await discover({ ...code, 'template.yaml': withLength(10_000_000) });
    const message = 'is longer than 10 million characters; the template was left out';
    assert.deepEqual(problems, [{ kind: 'unreadable-file', file: 'template.yaml', message }]);
    assert.equal(functions.filter(({ declaredIn }) => declaredIn.kind === 'cloudformation').length, 0);
  });
});
