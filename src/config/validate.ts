import { Ajv, type ErrorObject } from 'ajv';
import { didYouMean } from '../lib/nearest.js';
import { ConfigError } from '../model/errors.js';
import type { ConfigurableRule, RawConfig } from './raw-config.js';
import { configSchema } from './schema.js';
import type { ConfigSource, ValuePath } from './source.js';

/**
 * Checks a config file against the schema. This module loads ajv, so import it only when there is a config file.
 *
 * @throws {ConfigError} that names the file, the line and, for a misspelled word, the nearest valid one.
 */
export function validateConfig(source: ConfigSource, rules: readonly ConfigurableRule[]): RawConfig {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  const isValid = ajv.compile(configSchema(rules));
  if (isValid(source.value)) {
    return source.value as RawConfig;
  }
  const error = mostTelling(isValid.errors ?? []);
  throw new ConfigError(`${place(source, error)}: ${describe(error)}`);
}

/**
 * The error that says most about what is wrong. A rule setting fails all alternatives at once; the deepest error belongs to the
 * alternative that the author had in mind.
 */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const named = errors.filter(isOfNamed);
  const isInNamed = ({ instancePath }: ErrorObject) => named.some((each) => each.instancePath === instancePath);
  const leaves = errors.filter((error) => isOfNamed(error) || (error.keyword !== 'anyOf' && !isInNamed(error)));
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  const first = leaves[0]!;
  const inSameSetting = leaves.filter(({ instancePath }) => instancePath.startsWith(first.instancePath));
  const fromArrays = inSameSetting.filter(({ data, keyword }) => !(Array.isArray(data) && keyword === 'enum'));
  return (fromArrays.length > 0 ? fromArrays : inSameSetting).reduce((best, error) =>
    depth(error) > depth(best) ? error : best,
  );
}

/** Alternatives with a title are told by it, all at once. */
function isOfNamed({ keyword, parentSchema }: ErrorObject): boolean {
  return keyword === 'anyOf' && parentSchema?.title !== undefined;
}

function place(source: ConfigSource, error: ErrorObject): string {
  const path = valuePath(error);
  const line =
    error.keyword === 'additionalProperties' ? source.lineOf([...path, extraKey(error)]) : source.lineOf(path);
  return line === undefined ? source.path : `${source.path}:${line}`;
}

function describe(error: ErrorObject): string {
  const where = valuePath(error).join('.') || 'the config';
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = extraKey(error);
      const what = /^rules$|\.rules$/.test(where) ? 'Unknown rule' : 'Unknown key';
      return `${what} "${key}" in ${where}.${didYouMean(key, Object.keys(error.parentSchema?.properties ?? {}))}`;
    }
    case 'enum': {
      const allowed: readonly unknown[] = error.params.allowedValues;
      const hint = typeof error.data === 'string' ? didYouMean(error.data, allowed.map(String)) : '';
      return `${where} is ${JSON.stringify(error.data)} but must be one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}.${hint}`;
    }
    case 'anyOf':
      return `${where} is ${JSON.stringify(error.data)} but must be ${error.parentSchema?.title}.`;
    case 'required':
      return `${where} is missing the key "${error.params.missingProperty}".`;
    default:
      return `${where} ${withArticle(error.message ?? 'is wrong')}.`;
  }
}

/** `must be array` → `must be an array`. */
function withArticle(message: string): string {
  return message
    .replace(/^must be (?=object|array|integer)/, 'must be an ')
    .replace(/^must be (?=string|boolean|number)/, 'must be a ');
}

function extraKey(error: ErrorObject): string {
  return error.params.additionalProperty;
}

/** `/overrides/0/rules` → `['overrides', 0, 'rules']`. */
function valuePath({ instancePath }: ErrorObject): ValuePath {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
