import { ts } from 'ts-morph';
import { changedBy } from '../../ast/member-changes.js';
import { memberName, walk } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import { sdkV2ClientFile } from '../catalogue/aws-sdk-v2.js';
import type { Program } from '../program.js';
import { rootOf } from '../values/value.js';

/** What code does to the one object that all of v2 shares. */
interface SdkV2Writes {
  /** Places that set something in `AWS.config`, which clients take over when they are made, wherever they come from. */
  readonly configurations: readonly ts.Node[];
  /** Places that put something else in the place of a client: `AWS.S3 = …`. */
  readonly replacements: readonly ts.Node[];
}

export const sdkV2Writes = oncePer(collectWrites);

function collectWrites(program: Program): SdkV2Writes {
  const configurations: ts.Node[] = [];
  const replacements: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isConfiguring(node, program)) configurations.push(node);
    else if (isReplacing(node, program)) replacements.push(node);
  };
  for (const { file } of program.modules.values())
    if (/aws-(sdk|xray)|AWS/.test(file.text)) walk(file, visit, 'nested');
  return { configurations, replacements };
}

function isConfiguring(node: ts.Node, program: Program): boolean {
  const isSet = changedBy(node).some(
    ({ object, name }) => isConfig(object, program) || (name === 'config' && isSdk(object, program)),
  );
  return isSet || (ts.isCallExpression(node) && isUpdate(node, program));
}

/** `AWS.S3 = …`, `AWS.DynamoDB.DocumentClient = …`, `AWS[name] = …`; not what goes into a class. */
function isReplacing(node: ts.Node, program: Program): boolean {
  return changedBy(node).some(
    ({ object, name, isFilled }) =>
      !isFilled &&
      pathsOf(object, program).some((path) => {
        const [client] = [...path, name];
        return !path.includes('prototype') && (client === undefined || sdkV2ClientFile(client) !== undefined);
      }),
  );
}

/** `AWS.config.update({ … })` */
function isUpdate({ expression }: ts.CallExpression, program: Program): boolean {
  if (!/^(update|set|clear|loadFromPath|setPromisesDependency)$/.test(memberName(expression) ?? '')) return false;
  return isConfig((expression as ts.PropertyAccessExpression).expression, program);
}

/** `AWS.config`, and what is in it. */
function isConfig(node: ts.Expression, program: Program): boolean {
  return pathsOf(node, program).some(([first]) => first === 'config');
}

function isSdk(node: ts.Expression, program: Program): boolean {
  return pathsOf(node, program).some((path) => path.length === 0);
}

/** The names that lead there from the SDK, or from the SDK that X-Ray captured; not from a client. */
function pathsOf(node: ts.Expression, program: Program): readonly (readonly string[])[] {
  return program.values.of(node).flatMap((value) => {
    const root = rootOf(value);
    if (!root) return [];
    const { module, path } = root.external;
    if (path[0] === 'captureAWS' && /^aws-xray-sdk/.test(module)) return [[...path.slice(1), ...root.chain]];
    return value.kind === 'external' && WHOLE.test(module) ? [path] : [];
  });
}

const WHOLE = /^aws-sdk(\/(global|lib\/(core|aws)|clients\/all)(\.js)?)?$/;
