import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import { type FunctionFacts, isArchitecture } from '../declared.js';
import { secondsOf } from '../evaluate/durations.js';
import { toPlain } from '../evaluate/plain.js';
import { LibraryObject, LibraryValue, ObjectValue, type Value } from '../evaluate/values.js';
import { toBoolean, toFormat, withoutUndefined } from '../settings.js';

const KNOWN_BUNDLING = [
  'minify',
  'sourceMap',
  'sourcemap',
  'target',
  'format',
  'mainFields',
  'externalModules',
  'nodeModules',
  'tsconfig',
];

/** What the properties of a function construct state. */
export function readFacts(props: ObjectValue, isBundled: boolean): FunctionFacts {
  const memory = props.get('memorySize');
  return withoutUndefined({
    runtime: readRuntime(props.get('runtime')),
    memoryMb: typeof memory === 'number' ? memory : readMegabytes(memory),
    timeoutS: readDuration(props.get('timeout')),
    architecture: readArchitecture(props.get('architecture') ?? props.get('architectures')),
    eventSources: [],
    build: isBundled ? { ...readBundling(props.get('bundling')), ...unstatedRuntime(props) } : undefined,
  });
}

/** What `NodejsFunction` takes depends on the version of CDK and on a feature flag. */
function unstatedRuntime(props: ObjectValue): Pick<BuildSettings, 'unstatedRuntime'> {
  const runtime = props.get('runtime');
  if (isLatestRuntime(runtime)) return { unstatedRuntime: 'latest' };
  return runtime === undefined && !props.properties.has('runtime') ? { unstatedRuntime: 'default' } : {};
}

export function isLatestRuntime(value: Value): boolean {
  return value instanceof LibraryValue && value.name === 'NODEJS_LATEST';
}

/** `Runtime.NODEJS_20_X` or `new Runtime('nodejs20.x')` → `nodejs20.x`. */
export function readRuntime(given: Value): string | undefined {
  const value = withoutName(given);
  if (typeof value === 'string') return value;
  if (value instanceof LibraryObject && typeof value.args[0] === 'string') return value.args[0];
  if (!(value instanceof LibraryValue)) return undefined;
  return namedRuntime(value.name);
}

/** Members of `Runtime` (aws-cdk-lib 2.276, aws-lambda/lib/runtime.js). `FROM_IMAGE` and `NODEJS_LATEST` are none of Lambda's. */
function namedRuntime(name: string): string | undefined {
  if (name === 'JAVA_8_CORRETTO') return 'java8.al2';
  if (/^PROVIDED(_AL\d+)?$/.test(name)) return name.toLowerCase().replace('_', '.');
  const [, language = '', version = ''] = /^([A-Z]+?(?:_CORE)?)_?(\d.*)?$/.exec(name) ?? [];
  if (language === 'NODEJS') return version === '' ? undefined : `nodejs${dottedVersion(version)}`;
  const dotted = version.toLowerCase().replace(/_/g, '.');
  return /^(PYTHON|JAVA|GO|RUBY|DOTNET|DOTNET_CORE)$/.test(language)
    ? language.toLowerCase().replace('_', '') + dotted
    : undefined;
}

function dottedVersion(version: string): string {
  const dotted = version.toLowerCase().replace(/_/g, '.');
  return /^\d+$/.test(dotted) ? `${dotted}.x` : dotted;
}

/** `Duration.seconds(10)` in seconds; level-1 constructs state seconds as a number. */
export function readDuration(value: Value): number | undefined {
  return typeof value === 'number' ? value : secondsOf(value);
}

/** `Size.mebibytes(1024)`; gibibytes are given as megabytes. */
export function readMegabytes(value: Value): number | undefined {
  if (!(value instanceof LibraryObject)) return undefined;
  const [amount] = value.args;
  const factor = { mebibytes: 1, gibibytes: 1024 }[value.type.name];
  return typeof amount === 'number' && factor !== undefined ? amount * factor : undefined;
}

export function readArchitecture(value: Value): 'arm64' | 'x86_64' | undefined {
  const single = withoutName(Array.isArray(value) ? value[0] : value);
  if (typeof single === 'string') return isArchitecture(single) ? single : undefined;
  if (!(single instanceof LibraryValue)) return undefined;
  const name = single.name.toLowerCase().replace('arm_64', 'arm64');
  return isArchitecture(name) ? name : undefined;
}

/** `Runtime.NODEJS_22_X.name` is the text that templates have for it. */
function withoutName(value: Value): Value {
  const isText = value instanceof LibraryValue && value.path.length > 1 && /^(name|toString)$/.test(value.name);
  return isText ? new LibraryValue(value.module, value.path.slice(0, -1)) : value;
}

/** Without any settings `NodejsFunction` bundles with esbuild all the same. */
function readBundling(value: Value): BuildSettings {
  const settings = value instanceof ObjectValue ? value : new ObjectValue();
  const plain = (name: string) => toPlain(settings.get(name), new WeakMap());
  const others = [...settings.properties.keys()].filter(
    (key) => !KNOWN_BUNDLING.includes(key) && plain(key) !== undefined,
  );
  const format = settings.get('format');
  return withoutUndefined<BuildSettings>({
    tool: 'esbuild',
    minify: toBoolean(plain('minify')),
    sourceMap: toBoolean(plain('sourceMap') ?? plain('sourcemap')),
    target: toList(plain('target'))?.join(','),
    format: toFormat(format instanceof LibraryValue ? format.name.toLowerCase() : format),
    mainFields: toList(plain('mainFields')),
    external: toList(plain('externalModules')),
    nodeModules: toList(plain('nodeModules')),
    tsconfig: typeof plain('tsconfig') === 'string' ? (plain('tsconfig') as string) : undefined,
    other: others.length === 0 ? undefined : Object.fromEntries(others.map((key) => [key, plain(key)])),
  });
}
