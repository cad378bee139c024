import { ts } from 'ts-morph';

const identifiers = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Every name of the file that is no mere member of something: variables, parameters, imports, types. */
function namesIn(file: ts.SourceFile): ReadonlySet<string> {
  const known = identifiers.get(file) ?? collectNames(file);
  identifiers.set(file, known);
  return known;
}

function collectNames(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isMember(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  if (ts.isPropertyDeclaration(parent) || ts.isPropertySignature(parent)) return parent.name === node;
  return (ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent)) && parent.name === node;
}

/** The name, or with a number behind it the first one that nothing in the file bears, nor those already given away. */
export function freeName(wanted: string, file: ts.SourceFile, taken: ReadonlySet<string> = new Set()): string {
  const isFree = (name: string): boolean => !namesIn(file).has(name) && !taken.has(name) && !isReserved(name);
  if (isFree(wanted)) return wanted;
  for (let number = 2; ; number++) if (isFree(`${wanted}${number}`)) return `${wanted}${number}`;
}

function isReserved(name: string): boolean {
  const kind = ts.identifierToKeywordKind(ts.factory.createIdentifier(name));
  return kind !== undefined;
}

/** `DynamoDBClient` → `dynamoDBClient`, `S3` → `s3`, `EC2Client` → `ec2Client`. */
export function camelCase(name: string): string {
  const start = /^[A-Z]+(?![a-z])|^[A-Z]/.exec(name)?.[0] ?? '';
  const digits = /^[A-Z]+\d+/.exec(name)?.[0];
  const head = digits ?? start;
  return head.toLowerCase() + name.slice(head.length);
}
