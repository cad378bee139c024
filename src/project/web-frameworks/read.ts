import { posix } from 'node:path';
import type { FunctionSettings } from '../../model/deployment.js';
import type { Declaration, EventSource } from '../../model/function.js';
import { toRecord } from '../../sources/manifest.js';
import { type DeclaredFunction, emptyReading, type Reading } from '../declared.js';
import { withoutUndefined } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { type FrameworkPreset, PRESETS } from './presets.js';
import { takeRenderer } from './renderer.js';
import { servedBelow } from './served.js';

const ENDING = /\.[cm]?[jt]s$/;

/** A project with a framework, and what puts it on Lambda. */
interface DeployedFramework {
  readonly preset: FrameworkPreset;
  /** Absolute. */
  readonly home: string;
  readonly declaredIn: Declaration;
  /** Of the component, where one deploys it. */
  readonly name?: string;
  /** Of the function that answers, where they are known. */
  readonly settings?: FunctionSettings;
  readonly link?: string;
  /** What calls it, where that is no request to itself. */
  readonly event?: EventSource;
}

/** Reads what frameworks serve in projects whose own files say that they run on Lambda, and takes over what renders it with Architect. */
export function readWebFrameworks(workspace: Workspace, architect: Reading): Reading {
  const reading = emptyReading();
  for (const each of deployedFrameworks(workspace)) {
    const adapters = each.preset.adapters.filter((name) => name.endsWith('/architect'));
    const mayRender = adapters.length > 0 && servedBelow(workspace, each.home, each.preset).length > 0;
    const renderer = mayRender ? takeRenderer(workspace, each.home, adapters, architect) : undefined;
    addServed(workspace, { ...each, ...(renderer && renderedBy(renderer)) }, reading);
  }
  return reading;
}

function renderedBy({ settings, link, declaredIn }: DeclaredFunction): Partial<DeployedFramework> {
  return { settings, link, declaredIn: { ...declaredIn, kind: 'framework' } };
}

/** Adds what a framework serves of one project. */
export function addServed(
  workspace: Workspace,
  { preset, home, declaredIn, name: component = preset.name, settings, link, event }: DeployedFramework,
  { declared, unresolved }: Pick<Reading, 'declared' | 'unresolved'>,
): void {
  const served = servedBelow(workspace, home, preset);
  if (served.length === 0) {
    const place = home === workspace.root ? 'the root' : workspace.relative(home);
    const reason = `no code that ${preset.name} serves was found in ${place}`;
    unresolved.push({ name: component, declaredIn, reason, cause: 'not-found', leavesCodeOpen: true });
  }
  for (const { file, export: exported, name, event: own } of served) {
    const found: DeclaredFunction = {
      name,
      declaredIn,
      target: { kind: 'entry', file, export: exported },
      eventSources: [own ? { type: own } : (event ?? { type: 'http' })],
      build: { tool: 'unknown' },
      environmentUnknown: ['*'],
      leavesCodeOpen: true,
      ...(settings && { settings, ...plainSettings(settings) }),
      ...(link !== undefined && { link }),
    };
    declared.push(found);
  }
}

function plainSettings({ runtime, memoryMb, timeoutS, architecture }: FunctionSettings): Partial<DeclaredFunction> {
  return withoutUndefined({
    runtime: runtime.value,
    memoryMb: memoryMb.value,
    timeoutS: timeoutS.value,
    architecture: architecture.value,
  });
}

/** The frameworks that the package.json of a folder depends on. */
export function frameworksAt(workspace: Workspace, home: string): readonly FrameworkPreset[] {
  const names = packagesAt(workspace, home);
  return PRESETS.filter(({ packages }) => packages.some((name) => names.has(name)));
}

function packagesAt(workspace: Workspace, home: string): ReadonlySet<string> {
  const { dependencies, devDependencies } = workspace.json(posix.join(home, 'package.json'));
  return new Set([...Object.keys(toRecord(dependencies)), ...Object.keys(toRecord(devDependencies))]);
}

function deployedFrameworks(workspace: Workspace): readonly DeployedFramework[] {
  const manifests = workspace.files.filter((file) => posix.basename(file) === 'package.json');
  return manifests.flatMap((manifest) => {
    const home = posix.dirname(manifest);
    return frameworksAt(workspace, home).flatMap((preset) => {
      const sign = signOf(workspace, home, preset);
      if (!sign) return [];
      return [
        { preset, home, declaredIn: { ...sign, file: workspace.relative(sign.file), kind: 'framework' as const } },
      ];
    });
  });
}

interface LambdaSign {
  readonly file: string;
  readonly line: number;
}

/** What says that the framework of a project runs on Lambda. */
export function signOf(workspace: Workspace, home: string, preset: FrameworkPreset): LambdaSign | undefined {
  const isCalled = (names: readonly string[]) => (file: string) =>
    posix.dirname(file) === home && names.some((name) => posix.basename(file).replace(ENDING, '') === name);
  const mark = workspace.files.find(isCalled(preset.marks));
  if (mark !== undefined && ofCloudflare(workspace, home, mark)) return undefined;
  if (mark !== undefined) return { file: mark, line: 1 };
  const config = workspace.files
    .filter(isCalled(preset.configs))
    .flatMap((file) => lineWith(workspace, file, NITRO_PRESET))[0];
  const manifest = posix.join(home, 'package.json');
  const names = packagesAt(workspace, home);
  const adapter = preset.adapters.find((name) => names.has(name));
  const script = preset.configs.length > 0 ? lineWith(workspace, manifest, NITRO_SCRIPT)[0] : undefined;
  return config ?? script ?? (adapter === undefined ? undefined : lineWith(workspace, manifest, `"${adapter}"`)[0]);
}

/** OpenNext builds for Cloudflare by a config of the same name. */
function ofCloudflare(workspace: Workspace, home: string, file: string): boolean {
  if (/cloudflare/i.test(workspace.text(file) ?? '')) return true;
  const packages = packagesAt(workspace, home);
  return packages.has('@opennextjs/cloudflare') && !packages.has('@opennextjs/aws');
}

/** Nitro's names for Lambda, in a config and in a script of package.json. */
const NITRO_PRESET = /^(?!\s*(?:\/\/|\*)).*\bpreset['"]?\s*:\s*['"`]aws[-_]lambda/;
const NITRO_SCRIPT = /(?:NITRO_PRESET=|--preset[= ])aws[-_]lambda/;

function lineWith(workspace: Workspace, file: string, wanted: RegExp | string): LambdaSign[] {
  const lines = (workspace.text(file) ?? '').split('\n');
  const index = lines.findIndex((line) => (typeof wanted === 'string' ? line.includes(wanted) : wanted.test(line)));
  return index < 0 ? [] : [{ file, line: index + 1 }];
}
