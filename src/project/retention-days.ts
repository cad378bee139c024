/** CloudWatch counts some times in its own way. */
const ODD_DAYS: Readonly<Record<string, number | 'forever'>> = {
  infinite: 'forever',
  forever: 'forever',
  '13 months': 400,
  '18 months': 545,
  '2 years': 731,
  '3 years': 1096,
  '5 years': 1827,
  '6 years': 2192,
  '7 years': 2557,
  '8 years': 2922,
  '9 years': 3288,
  '10 years': 3653,
};

/** `3 days`, `1 month`, `infinite`. */
export function retentionDays(stated: string): number | 'forever' | undefined {
  const [, amount, unit = ''] = /^(\d+) (day|week|month|year)s?$/.exec(stated) ?? [];
  const factor = { day: 1, week: 7, month: 30, year: 365 }[unit] ?? 0;
  return ODD_DAYS[stated] ?? (amount === undefined ? undefined : Number(amount) * factor);
}
