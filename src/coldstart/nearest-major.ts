/** Of what is known by major version of Node, that of the nearest one. */
export function ofNearestMajor<T>(known: Readonly<Record<number, T>>, major: number): T {
  const distance = ([key]: readonly [string, T]): number => Math.abs(Number(key) - major);
  const [, nearest] = Object.entries(known).reduce((best, each) => (distance(each) < distance(best) ? each : best));
  return nearest;
}
