import type { Failed, OutsideCall } from '../../model/starter.js';

export interface FailureContext {
  /** Does the runtime bring the package along? */
  readonly isProvided: (name: string) => boolean;
  /** Of a place in a stack: `src/handler.ts:12`. */
  readonly placeIn: (stack: string) => string | undefined;
  /** Environment variables that had a stand-in. */
  readonly placeholders: readonly string[];
}

/** Why a function could not be measured: a clause that says what happened, and what may have led to it. */
export function failureText(failed: Failed, context: FailureContext): string {
  return missingText(failed, context) ?? `${whatHappened(failed, context)}${causes(failed, context)}`;
}

function whatHappened({ kind, message, stack = '' }: Failed, { placeIn }: FailureContext): string {
  const place = placeIn(stack);
  const at = place === undefined ? '' : `, at ${place}`;
  switch (kind) {
    case 'crashed':
      return `it throws while it starts${at}: ${firstLine(message)}`;
    case 'exited':
      return `it calls process.exit(${message}) while it starts${at}`;
    case 'stuck':
    case 'hung':
      return message;
    case 'died':
      return `its process ended while it started, ${firstLine(message)}`;
  }
}

function causes({ kind, attempts }: Failed, { placeholders }: FailureContext): string {
  const outside = attempts.filter(isRefused);
  if (outside.length > 0) return `; it tries to reach ${targetsText(outside)}, but there is no network here`;
  if (placeholders.length === 0 || kind === 'hung' || kind === 'stuck') return '';
  return `; ${shorten(placeholders)} had placeholders, because their values are known only at deployment`;
}

function missingText({ code = '', message }: Failed, { isProvided }: FailureContext): string | undefined {
  if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(code)) return undefined;
  const [, specifier = ''] = /Cannot find (?:module|package) '([^']+)'/.exec(message) ?? [];
  if (specifier.startsWith('/opt/')) return `it loads ${specifier} from a layer, which is not available here`;
  const [, name] = /^((?:@[\w.-]+\/)?[\w-][\w.-]*)(?:\/|$)/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  return isProvided(name)
    ? `${name} comes from the runtime and is not installed here; install it to measure`
    : `${name} is not installed here`;
}

/** What was called and had no answer. */
export function isRefused({ kind }: OutsideCall): boolean {
  return kind === 'connect' || kind === 'lookup' || kind === 'send';
}

export function targetsText(attempts: readonly OutsideCall[]): string {
  return shorten([...new Set(attempts.map(({ target }) => target))]);
}

const SHOWN = 3;

function shorten(names: readonly string[]): string {
  return `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ' …' : ''}`;
}

function firstLine(text: string): string {
  const line = text.replace(/\n.*/s, '');
  return line.length > 300 ? `${line.slice(0, 300)} …` : line;
}
