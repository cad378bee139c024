import { ts } from 'ts-morph';
import { memberName, nameText, outermost } from '../../ast/nodes.js';
import { isSdkV2Service } from '../../lambda/catalogue/aws-sdk-v2.js';

/**
 * Whether what is done to `AWS.config` comes out the same when only some clients are loaded: `config.update()` drops the
 * settings of services whose client is not.
 */
export function isConfigUseKept(config: ts.Node, isLoaded: (service: string) => boolean): boolean {
  const { parent } = outermost(config);
  if (ts.isQualifiedName(parent) || ts.isTypeNode(parent)) return true;
  if (ts.isBinaryExpression(parent) && parent.left === outermost(config)) return true;
  const name = memberName(parent);
  if (name === undefined || name === 'loadFromPath') return false;
  if (name !== 'update') return true;
  const call = parent.parent;
  const [settings] = ts.isCallExpression(call) && call.expression === parent ? call.arguments : [];
  if (!settings || !ts.isObjectLiteralExpression(settings)) return false;
  return settings.properties.every((property) => {
    const key = nameText(property.name);
    return key !== undefined && (!isSdkV2Service(key) || isLoaded(key));
  });
}
