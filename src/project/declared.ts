import { declaredId } from '../derived/declared-id.js';
import type { FunctionSettings } from '../model/deployment.js';
import type {
  BuildSettings,
  Declaration,
  EventSource,
  LambdaFunction,
  Unfound,
  UnresolvedFunction,
} from '../model/function.js';
import type { Table } from '../model/table.js';
import { addResources, noResources, type Resources } from './resources.js';

/** Where a declaration says its code is. Paths are absolute. */
export type CodeTarget =
  | StringTarget
  | ImageTarget
  | { readonly kind: 'entry'; readonly file: string; readonly export: string }
  /** A function that stands in deployment code. */
  | { readonly kind: 'inline'; readonly file: string; readonly line: number; readonly column: number };

/** A container image: its Dockerfile tells where the code is. */
export interface ImageTarget {
  readonly kind: 'image';
  /** What the build is given, absolute; nothing where only the name of the image is known. */
  readonly folder?: string;
  /** The Dockerfile, from there. */
  readonly file?: string;
  /** What the image is called. */
  readonly name?: string;
  readonly stage?: string;
  /** Stated beside the image, instead of what its Dockerfile says. */
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly workdir?: string;
}

export interface StringTarget {
  readonly kind: 'handler-string';
  /** Folders that the handler string may be relative to, most likely first. */
  readonly folders: readonly string[];
  /** Nobody states the folders: they are where code lies that something uploads. */
  readonly isPlaceOpen?: boolean;
  /** `folder/file.export`, as Lambda reads it. */
  readonly handler: string;
  /** Source files that the build starts from, where stated; a handler's file has the same name. */
  readonly entryPoints?: readonly string[];
  /** What the archive with the code is called, and the folder that it is in, without endings: code may be called the same. */
  readonly archives?: readonly string[];
}

/** What a deployment file may say about a function besides its code. */
export interface FunctionFacts {
  readonly runtime?: string;
  readonly memoryMb?: number;
  readonly timeoutS?: number;
  readonly architecture?: 'arm64' | 'x86_64';
  readonly eventSources: readonly EventSource[];
  readonly engine?: LambdaFunction['engine'];
  readonly build?: BuildSettings;
  readonly environment?: Readonly<Record<string, string>>;
  readonly environmentUnknown?: readonly string[];
  readonly tables?: Readonly<Record<string, string>>;
  readonly layers?: readonly string[];
  readonly hasForeignLayers?: boolean;
}

/** How other resources of its reading name a declaration. */
export interface Linked {
  /** Its file and name, unless a reader knows several of one name. */
  readonly link?: string;
}

/** A declaration as a reader understood it, before anyone looked for its source file. */
export interface DeclaredFunction extends FunctionFacts, Linked {
  readonly name: string;
  readonly declaredIn: Declaration;
  /** Absent where the config or the code itself declares it, which say nothing of these. */
  readonly settings?: FunctionSettings;
  readonly target: CodeTarget;
  /** The target is a guess; this is what to say when nothing is there. */
  readonly doubt?: Unfound;
  readonly leavesCodeOpen?: boolean;
  /** A plug-in gives it to CloudFront: its deploy tool takes it for one like any other. */
  readonly isEdgeByPlugin?: boolean;
}

/** A declaration that a reader could not follow. */
export interface UnresolvedDeclaration extends UnresolvedFunction, Linked {
  /** `Stack/Api/Handler/Resource`, in a template that CDK made. */
  readonly constructPath?: string;
  readonly settings?: FunctionSettings;
  /** Its reader says that there is a function, and seldom where its code is; handlers that look like one are looked for all the same. */
  readonly leavesCodeOpen?: boolean;
}

/** What one reader found. */
export interface Reading {
  readonly declared: DeclaredFunction[];
  readonly unresolved: UnresolvedDeclaration[];
  readonly tables: Table[];
  readonly resources: Resources;
  /** Programs that it left before their end, from the root: more functions may be declared there. */
  readonly cutShort?: string[];
}

export function emptyReading(): Reading {
  return { declared: [], unresolved: [], tables: [], resources: noResources() };
}

/** Adds what one file says to what its reader has found so far. */
export function addReading(to: Reading, { declared, unresolved, tables, resources }: Reading): void {
  to.declared.push(...declared);
  to.unresolved.push(...unresolved);
  to.tables.push(...tables);
  addResources(to.resources, resources);
}

/**
 * Adds a declaration, unless one with the same key was added. Returns how links name the one that is there: a file may declare a name
 * more than once.
 */
export function addOnce(
  { declared, unresolved }: Reading,
  seen: Map<string, string>,
  key: string,
  found: DeclaredFunction | UnresolvedDeclaration,
): string {
  const known = seen.get(key);
  if (known !== undefined) return known;
  const link = `${declaredId(found.declaredIn, found.name ?? '')} ${declared.length + unresolved.length}`;
  seen.set(key, link);
  if ('reason' in found) unresolved.push({ ...found, link });
  else declared.push({ ...found, link });
  return link;
}

/** Why a function with this runtime is none of ours, or `undefined` when it may well be. */
export function getForeignRuntimeReason(runtime: string | undefined): Unfound | undefined {
  if (runtime === undefined || isDynamic(runtime) || runtime.startsWith('nodejs')) return undefined;
  return { reason: `runtime ${runtime} is not Node.js`, cause: 'not-node' };
}

/** Docker builds it, and what comes of that nobody weighs. */
export const IMAGE_BUILD: BuildSettings = { tool: 'unknown', builder: 'docker' };

export const IMAGE: Unfound = { reason: 'it is deployed as a container image', cause: 'image' };

export function isArchitecture(value: unknown): value is 'arm64' | 'x86_64' {
  return value === 'arm64' || value === 'x86_64';
}

/** A number stated as a number or as digits, as templates do with parameter defaults. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

export function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A runtime by its name; none where a part of it is known only at deployment. */
export function toRuntime(value: unknown): string | undefined {
  const text = toText(value);
  return text === undefined || isDynamic(text) ? undefined : text;
}

/** A variable, or a reference that CloudFormation replaces: `{{resolve:ssm:/runtime:1}}`. */
function isDynamic(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}
