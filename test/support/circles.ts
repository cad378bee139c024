import type { SourceFile } from './source-files.js';

/** Files that import each other, however far around and be it only for types: the strongly connected components of the import graph (Tarjan). */
export function importCircles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const order = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  /** The earliest file still on the stack that the file leads back to. */
  const visit = (path: string): number => {
    const index = order.size;
    order.set(path, index);
    stack.push(path);
    let lowest = index;
    for (const target of imports.get(path) ?? []) {
      if (!imports.has(target)) continue;
      if (!order.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, order.get(target)!);
    }
    if (lowest === index) {
      const circle = stack.splice(stack.indexOf(path));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  };
  for (const path of imports.keys()) if (!order.has(path)) visit(path);
  return circles;
}
