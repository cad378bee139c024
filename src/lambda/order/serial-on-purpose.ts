/** Words in a comment that say that one after the other is what is wanted. */
const SERIAL_ON_PURPOSE =
  /sequential|serial(ly|i[sz])|in order\b|in sequence|one (by|at a) (one|time)|rate.?limit|throttl|too many requests|preserve.{0,20}order|ordering|back.?off|avoid.{0,30}(parallel|concurren)|not.{0,20}parallel/i;

export function saysSerial(comments: string): boolean {
  return SERIAL_ON_PURPOSE.test(comments);
}

/** Words that speak of an order, though maybe of another one, or of an order of goods. */
export function speaksOfOrder(comments: string): boolean {
  return saysSerial(comments) || /\b(after|afterwards|before|must|first|order|until|once|depends?)\b/i.test(comments);
}

/** Without those that keep a rule silent: the reason they give is about a finding, which has to be there first. */
export function commentsIn(text: string): string {
  const comments = text.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? [];
  return comments.filter((each) => !/^\/[/*]+\s*coldlens-/.test(each)).join('\n');
}
