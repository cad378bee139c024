import { declaredId } from '../../derived/declared-id.js';
import type { DeclaredFunction, UnresolvedDeclaration } from '../declared.js';

/** The Amplify CLI calls the function of every template the same, and its folder as the user called it. */
const TEMPLATE = /(?:^|\/)amplify\/backend\/function\/([^/]+)\/[^/]+$/;
const LOGICAL_ID = 'LambdaFunction';

/** The function with the name that the user gave it; other resources know it by its logical id all the same. */
export function withAmplifyName<Type extends DeclaredFunction | UnresolvedDeclaration>(declared: Type): Type {
  const { name, declaredIn } = declared;
  const [, given] = TEMPLATE.exec(declaredIn.file) ?? [];
  if (given === undefined || name !== LOGICAL_ID) return declared;
  return { ...declared, name: given, link: declaredId(declaredIn, LOGICAL_ID) };
}
