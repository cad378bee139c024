/** Fakes that answer in turn, and questions for the calls that came: of jest, vitest, sinon, node:test and aws-sdk-client-mock. */
const OF_TOOLS =
  /\b(\w+Once|on(First|Second|Third)?Call|\w*[nN]th[A-Z]\w*|(first|second|third|last|get)Call|\w*[cC]alled(Before|After)|\w*[cC]allOrder|commandCalls)\b|\.(calls|args|callHistory|getCalls)\b|\bonce:\s*true\b/;
/** `nock(…).post('/').reply(200, a).post('/').reply(200, b)`, `when(…).thenReturn(a).thenReturn(b)` */
const CHAINED = /\.reply\([^;]{0,2000}\.reply\(|\.then(Return|Resolve)\([^;]{0,2000}\.then(Return|Resolve)\(/;
/** `async () => answers.shift()`, `sent.push(input)`, `answers[at++]`: a fake by hand counts its calls, or keeps them. */
const BY_HAND = /\.(shift|pop|push|unshift|splice|next)\(|\+\+|\+=\s*1\b/;

/** A call that is made to fail, an answer that is none, or an error that is made or expected. */
const FAILING = new RegExp(
  [
    /\bmockReject\w*|\b\w*[rR]ejects\w*|\brejected(With)?\b|\bthrows\w*\(|toThrow|\bthen(Reject|Throw)\w*|\bthrow\b/,
    /Promise\.reject\(|\breject\(|\bnew\s+[\w.]*(Error|Exception)\b|(?<![.\w])Error\(|\b(callback|cb)\(\s*[{'"`]/,
    /replyWithError|\.reply\(\s*[345]\d\d\b|\bstatus(Code)?\b['"]?\s*[:,(]\s*[45]\d\d\b|\.error\(\)|networkError/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** What of the order of calls a test may see. */
export type OrderKind = 'failing' | 'in turn or failing';

export function isOrdering(text: string, kind: OrderKind): boolean {
  if (FAILING.test(text)) return true;
  return kind !== 'failing' && [OF_TOOLS, CHAINED, BY_HAND].some((words) => words.test(text));
}
