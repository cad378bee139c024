import { LibraryMember, LibraryObject, type Value } from './values.js';

/** Constructs of CDK whose default child is their `CfnFunction` for certain. */
const FUNCTIONS = ['Function', 'NodejsFunction', 'DockerImageFunction'];

/** Is it `fn.node.defaultChild`, the resource of a function? */
export function isResourceOfFunction(value: Value): boolean {
  if (!(value instanceof LibraryMember) || value.name !== 'defaultChild' || value.args) return false;
  const { owner: node } = value;
  const fn = node instanceof LibraryMember && node.name === 'node' && !node.args ? node.owner : undefined;
  return fn instanceof LibraryObject && FUNCTIONS.includes(fn.type.name) && isOfLambda(fn);
}

/** CloudFront has a construct of the same name. */
function isOfLambda({ type: { module, path } }: LibraryObject): boolean {
  return /cdk/.test(module) && /aws[-_]lambda/.test([module, ...path].join('/'));
}

/** Classes of CDK that the resource of a function is an instance of, and what asks whether it is. */
export const CLASSES_OF_RESOURCE = ['CfnFunction', 'CfnResource', 'CfnRefElement', 'CfnElement'];
const QUESTIONS = ['isCfnResource', 'isCfnElement'];

/** `CfnResource.isCfnResource(fn.node.defaultChild)`. */
export function isAskedOfResource({ type: { module, name }, args: [asked] }: LibraryObject): boolean {
  return /cdk/.test(module) && QUESTIONS.includes(name) && isResourceOfFunction(asked);
}
