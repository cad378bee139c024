/**
 * How text that is not ours (names of files, functions and packages, messages of parsers and bundlers, values of a config) is written,
 * so that it stays text wherever it comes out. One function a kind of output; whoever writes for people or machines asks one of them.
 *
 * What does harm in every output is respelled in each by its own means:
 * - Characters that end a line, steer a terminal, or turn the order of letters around (C0 and C1 controls, U+2028, U+2029, bidi
 *   embeddings, overrides and isolates). Letters, marks and joiners of any script stay, and so do emoji.
 * - Commands to a CI system. GitHub's runner trims a line and obeys it if it begins with `::`, and obeys `##[` wherever it stands
 *   (actions/runner, `ActionCommand.cs`: `TryParseV2`, `TryParse`). Azure Pipelines does so with `##vso[` (azure-pipelines-agent,
 *   `Command.cs`), TeamCity with `##teamcity[`.
 */
const STEERING = '\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069';
const COMMAND = '#(?=\\w*\\[)(?<=##)';
const HARMFUL = new RegExp(`[\\u0000-\\u001f${STEERING}]|${COMMAND}|:(?<=^\\s*::)`, 'g');

/** No text in JSON holds a C0 control or begins a line. */
const HARMFUL_IN_JSON = new RegExp(`[${STEERING}]|${COMMAND}`, 'g');

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '#': '\\#', ':': '\\:' };

/** For one line of plain text, at a terminal, in a log or a message: `a\nb`, `\u{1b}[31m`, `:\:error::`, `#\#[error]`. */
export function inLine(text: string): string {
  return text.replace(HARMFUL, visible);
}

function visible(character: string): string {
  return SHORT[character] ?? `\\u{${codeOf(character).toString(16)}}`;
}

function codeOf(character: string): number {
  return character.codePointAt(0)!;
}

/** For a line of code that is to be looked at; its tabs and the rest of a Windows line end do no harm. */
export function inCodeLine(line: string): string {
  return line.replace(/\r$/, '').replace(/[^\t]+/g, inLine);
}

/** Plain data with every text as `inLine` has it, so that whoever makes lines of it cannot forget one. */
export function inLines<T>(data: T): T;
export function inLines(data: unknown): unknown {
  if (typeof data === 'string') return inLine(data);
  if (Array.isArray(data)) {
    const texts = data.map((each) => inLines(each));
    // Reports are large, and nearly all names are harmless.
    return texts.some((each, index) => each !== data[index]) ? texts : data;
  }
  if (data instanceof Map) return new Map(inLines([...data]));
  if (typeof data !== 'object' || data === null) return data;
  const values = Object.values(data);
  const written = inLines(values);
  return written === values ? data : Object.fromEntries(Object.keys(data).map((key, index) => [key, written[index]]));
}

/** For a label of VS Code, which draws an icon for `$(name)`. */
export function inLabel(text: string): string {
  return inLine(text).replaceAll('$(', '\\$(');
}

/** Marks anywhere; what a link without marks begins with; and at the beginning what makes a list, a heading or a rule. */
const MARKUP =
  /[\\`*_[\]<>#|~&$]|:(?=\/\/)|(?<=\bwww)\.|[-+](?=\s|$)(?<=^\s*.)|[-=](?<=^\s*.)(?=[-=\s]*$)|[.)](?=\s|$)(?<=^\s*\d+.)/g;

/** For Markdown, within a line or at its beginning: no markup, no HTML, no entity, no link. */
export function inMarkdown(text: string): string {
  return inLine(text).replace(MARKUP, '\\$&');
}

/** The same where GitHub reads along, which would notify `@name`, link `#12` and `https://…` after all marks are taken as text. */
export function inComment(text: string): string {
  return inMarkdown(text).replace(/@(?=\w)|\\#(?=\d)|\\:(?=\/)/g, '$&<!-- -->');
}

/** The same as code. In a table neither `\` nor `|` can stand in code, so a text with one of them is no code. */
export function inCode(text: string): string {
  const line = inLine(text);
  return /[`|\\]|^$/.test(line) ? inComment(text) : `\`${line}\``;
}

/** Lines of code as a block of Markdown. No line of them can end it, since its fence is longer than any in it. */
export function inFence(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...code.split('\n').map(inCodeLine), fence].join('\n');
}

/** JSON that reads back as the same data. */
export function inJson(data: unknown, indent?: number): string {
  return JSON.stringify(data, undefined, indent).replace(
    HARMFUL_IN_JSON,
    (character) => `\\u${codeOf(character).toString(16).padStart(4, '0')}`,
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text and attributes of XML 1.0. It cannot hold most control characters or lone surrogates in any form; they are replaced. */
export function inXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark]!)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(HARMFUL, (character) => `&#${codeOf(character)};`);
}

/** For the header of a patch, as git writes odd names: `"a/x\\ny"`. */
export function inPatch(path: string): string {
  const quoted = path.replace(/["\\]/g, '\\$&').replace(HARMFUL, octal);
  return quoted === path ? path : `"${quoted}"`;
}

function octal(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  return SHORT_IN_C[character] ?? bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

const SHORT_IN_C: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** For the text of a workflow command of GitHub, which carries line breaks and nothing else of the kind. */
export function inCommand(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replace(HARMFUL, (character) => ({ '\n': '%0A', '\r': '%0D' })[character] ?? visible(character));
}

/** For a property of such a command. */
export function inCommandProperty(text: string): string {
  return inCommand(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
