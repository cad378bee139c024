import { groupedText } from '../lib/grouped-text.js';

/** What the codemod left for a person, a sentence each with its line: its own comments, and code of v2 that it did not move. */
export function leftBehind(before: string, after: string): string[] {
  const lines = after.split(/\r?\n/);
  return [...commentRemarks(lines, before), ...codeRemarks(lines, remainsOf(after))]
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => `line ${line}: ${text}`);
}

interface Remark {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** The codemod says in comments of its own what it could not do; neighbouring lines are one remark. */
function commentRemarks(lines: readonly string[], before: string): Remark[] {
  const remarks: { line: number; end: number; text: string }[] = [];
  for (const [index, line] of lines.entries()) {
    const text = /(?:^|\s)\/\/ (.*)/.exec(line)?.[1]?.trim();
    if (!text || before.includes(text)) continue;
    const last = remarks.at(-1);
    if (last?.end === index - 1) {
      last.text += ` ${text}`;
      last.end = index;
    } else remarks.push({ line: index + 1, end: index, text });
  }
  return remarks;
}

/** Of each, the first place. */
function codeRemarks(lines: readonly string[], remains: readonly Remains[]): Remark[] {
  const code = lines.map((line) => line.replace(/^\s*(\/\/|\*|\/\*).*/, ''));
  return remains.flatMap(({ pattern, remark }) => {
    const at = code.findIndex((line) => pattern.test(line));
    const more = code.filter((line) => pattern.test(line)).length - 1;
    return at < 0 ? [] : [{ line: at + 1, text: more > 0 ? `${remark} (and ${groupedText(more)} more)` : remark }];
  });
}

interface Remains {
  readonly pattern: RegExp;
  readonly remark: string;
}

/** The SDK's own name differs from file to file; remaining calls of `.promise()` have a comment unless the codemod gave up early. */
function remainsOf(text: string): readonly Remains[] {
  const [, name] = /(?:import(?: \* as)?|const|let|var)\s+(\w+)\s*(?:from|= *require\()\s*['"]aws-sdk/.exec(text) ?? [];
  const remains = text.includes('`.promise()` call might be') ? REMAINS : [PROMISE, ...REMAINS];
  if (name === undefined) return remains;
  return [
    { pattern: new RegExp(`\\b${name}\\.\\w`), remark: `${name}.… belongs to v2 and has to be replaced` },
    ...remains,
  ];
}

const PROMISE: Remains = {
  pattern: /\.promise\(\)/,
  remark: 'v3 has no .promise(); remove it if this is an SDK call',
};

const REMAINS: readonly Remains[] = [
  { pattern: /['"]aws-sdk(\/[\w/.-]*)?['"]/, remark: 'aws-sdk v2 is still loaded' },
  {
    pattern: /\bDynamoDBDocument\.from\((?!.*marshallOptions)/,
    remark: 'a document client of v3 throws on undefined values unless its marshallOptions have removeUndefinedValues',
  },
  { pattern: /\.createReadStream\(/, remark: 'v3 has no createReadStream(); the Body of a response is a stream' },
  { pattern: /\.eachPage\(|\.eachItem\(/, remark: 'v3 has no eachPage(); use its paginate… functions instead' },
  {
    pattern: /\bBody\b[!?]*\.toString\(|JSON\.parse\([^\n]*\.Body\b/,
    remark: 'Body is a stream in v3: await Body.transformToString()',
  },
  { pattern: /\.Payload\b/, remark: 'Payload of Lambda is a Uint8Array in v3: Buffer.from(Payload).toString()' },
  {
    pattern: /\.(getSignedUrl|upload)\(/,
    remark: 'v3 has this in @aws-sdk/s3-request-presigner or @aws-sdk/lib-storage',
  },
  { pattern: /\b(captureAWS|captureAWSClient)\(/, remark: 'X-Ray captures v3 clients with captureAWSv3Client()' },
];
