import { ts } from 'ts-morph';
import { lookup } from '../../ast/scope.js';
import { isSdkV2Global, sdkV2ClientFile } from '../../lambda/catalogue/aws-sdk-v2.js';
import { isConfigUseKept } from './config.js';
import type { NamedMember, WholeName, WholeSdkLoad } from './loads.js';
import { type IdentifiersByText, isWritten, type MemberNode, referencesTo, useOf } from './uses.js';

/** What takes the place of a load. */
export interface SdkPlan {
  readonly load: WholeSdkLoad;
  /** In the order of their first use. */
  readonly clients: readonly PlannedClient[];
  /** Names of the SDK that go on to stand for `aws-sdk/global`. */
  readonly wholes: ReadonlySet<ts.Identifier>;
  readonly members: readonly NamedMember[];
  readonly renames: readonly Rename[];
  /** What would have to be true. */
  readonly doubts: readonly string[];
}

export interface PlannedClient {
  /** In `aws-sdk/clients/`. */
  readonly file: string;
  /** A name, or a pattern as it is written; empty for a client that is used where it is loaded. */
  readonly local: string;
  readonly isTypeOnly: boolean;
}

interface Rename {
  readonly node: MemberNode;
  readonly name: string;
}

/** `undefined` where the file does with the SDK what a part of it cannot stand in for. */
export function sdkPlanOf(load: WholeSdkLoad, names: IdentifiersByText, chosen: ChosenNames): SdkPlan | undefined {
  // A name that is declared twice stands for the other thing.
  if (load.wholes.some(({ identifier, declaration }) => lookup(identifier)?.node !== declaration)) return undefined;
  const draft: PlanDraft = { clients: [], wholes: new Set(), members: [], renames: [], configs: [] };
  const isWhole = load.wholes.every((whole) =>
    referencesTo(whole, names).every((reference) => planReference(reference, whole, load, chosen, draft)),
  );
  if (!isWhole || !load.members.every((member) => planMember(member, load, names, draft))) return undefined;
  return { load, ...draft, doubts: doubtsOf(draft) };
}

interface PlanDraft {
  readonly clients: PlannedClient[];
  readonly wholes: Set<ts.Identifier>;
  readonly members: NamedMember[];
  readonly renames: Rename[];
  /** Places that stand for `AWS.config`. */
  readonly configs: ts.Node[];
}

function planReference(
  reference: ts.Identifier,
  whole: WholeName,
  load: WholeSdkLoad,
  chosen: ChosenNames,
  draft: PlanDraft,
): boolean {
  const use = useOf(reference);
  // In TypeScript a required module is no namespace: such a type comes from elsewhere.
  if (!use || (use.isType && load.form === 'require')) return false;
  const file = sdkV2ClientFile(use.name);
  if (file === undefined) {
    if (!isGlobal(use.name, use.isType, load)) return false;
    draft.wholes.add(whole.identifier);
    if (use.name === 'config') draft.configs.push(use.node);
    return true;
  }
  if (isWritten(use.node)) return false;
  const { name, isImported } = chosen(use.name, file);
  const isNew = !isImported && !draft.clients.some(({ local }) => local === name);
  if (isNew) draft.clients.push({ file, local: name, isTypeOnly: false });
  draft.renames.push({ node: use.node, name });
  return true;
}

function planMember(member: NamedMember, load: WholeSdkLoad, names: IdentifiersByText, draft: PlanDraft): boolean {
  const { name, local, element, isTypeOnly } = member;
  const file = sdkV2ClientFile(name);
  if (file !== undefined) {
    draft.clients.push({ file, local: local?.getText() ?? '', isTypeOnly });
    return local !== undefined || !isWritten(element);
  }
  draft.members.push(member);
  if (name === 'config') draft.configs.push(...placesOf(member, names));
  return isGlobal(name, false, load) || (load.form === 'import' && isGlobal(name, true, load));
}

/** How the file is to call a client: by a name that nothing in it has, or by one that it imports already. */
export type ChosenNames = (client: string, file: string) => ChosenName;

interface ChosenName {
  readonly name: string;
  readonly isImported: boolean;
}

export function createNames(source: ts.SourceFile, names: IdentifiersByText): ChosenNames {
  const known = new Map<string, ChosenName>();
  return (client, file) => {
    const imported = importedName(source, file, names);
    const name =
      imported ?? [client, `AWS${client}`, `${client}V2`].find((each) => !names.has(each)) ?? `_${client}_v2`;
    const chosen = known.get(client) ?? { name, isImported: imported !== undefined };
    known.set(client, chosen);
    return chosen;
  };
}

/** `S3` of `import S3 from 'aws-sdk/clients/s3'`, where no other thing of the file has that name. */
function importedName(source: ts.SourceFile, file: string, names: IdentifiersByText): string | undefined {
  const path = new RegExp(`^aws-sdk/clients/${file}(\\.js)?$`);
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause: clause } = statement;
    if (!clause?.name || clause.phaseModifier !== undefined || !path.test(statement.moduleSpecifier.text)) continue;
    const { text } = clause.name;
    const isOnlyOne = (names.get(text) ?? []).every((each) => lookup(each)?.node === clause);
    return isOnlyOne ? text : undefined;
  }
  return undefined;
}

/** `aws-sdk/clients/all` has clients only. */
function isGlobal(name: string, isType: boolean, { literal }: WholeSdkLoad): boolean {
  return !literal.text.includes('/clients/') && isSdkV2Global(name, isType ? 'type' : 'value');
}

/** Every other place that stands for the member. */
function placesOf({ local, element }: NamedMember, names: IdentifiersByText): readonly ts.Node[] {
  if (!local) return [element];
  if (!ts.isIdentifier(local)) return [];
  return (names.get(local.text) ?? []).filter((each) => each !== local && lookup(each)?.node === element);
}

function doubtsOf({ configs, clients }: PlanDraft): string[] {
  // Credentials load these two themselves.
  const loaded = new Set(['sts', 'cognitoidentity', ...clients.map(({ file }) => file)]);
  const isKept = configs.every((config) => isConfigUseKept(config, (service) => loaded.has(service)));
  return isKept ? [] : ['AWS.config drops settings of services that are not loaded yet'];
}
