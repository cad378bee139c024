import { type FunctionNode, isFunctionNode, type Owner } from '../../../src/ast/nodes.js';
import type { CallEdge } from '../../../src/lambda/calls/call-edge.js';
import type { Program } from '../../../src/lambda/program.js';
import { createRegistrations } from '../../../src/lambda/reach/registrations.js';
import { memoise, oncePer } from '../../../src/lib/memoise.js';
import { absolutePath, relativePath } from '../../../src/lib/paths.js';
import type { LambdaFunction } from '../../../src/model/function.js';
import type { HandlerToRun } from '../projects.js';
import type { SourcePlace } from '../protocol.js';
import { rangeKey } from '../run/compile.js';

/** What the analysis knows of a function that ran. */
export interface Known {
  nodeAt(place: SourcePlace): FunctionNode | undefined;
  /** The functions that a handler stands for; several may share it. */
  functionsOf(handler: HandlerToRun): readonly LambdaFunction[];
  /** Reached from what serves when code that runs once for an environment is followed as well. */
  isKnownOnce(node: FunctionNode): boolean;
  /** Runs while one of the functions loads. */
  isInit(node: FunctionNode, functions: readonly LambdaFunction[]): boolean;
  /** Handed to a package while one of the functions loads: the analysis takes it for serving, the package may call it at once. */
  isHandedOver(node: FunctionNode, functions: readonly LambdaFunction[]): boolean;
}

/** `root` is the checkout, from which places are told. */
export function createKnown(program: Program, root: string): Known {
  const { graph, calls, reach, functions, possible } = program;
  const nodes = memoise((file) => {
    const parsed = graph.modules.get(absolutePath(root, file));
    const owners = [...(parsed?.facts.owners.keys() ?? [])].filter(isFunctionNode);
    return new Map(owners.map((node) => [rangeKey({ start: node.getStart(parsed!.file), end: node.end }), node]));
  });
  const callingOf = createRegistrations(possible);
  const isLater = (edge: CallEdge): boolean => edge.kind === 'deferred' && callingOf(edge) !== 'once';
  const fileOf = (fn: LambdaFunction): string => absolutePath(program.root, fn.handler.file);
  const owners = [...graph.modules.values()].flatMap(({ facts }) => [...facts.owners.keys()]);
  const once = closure(
    owners.filter((owner) => reach.isServing(owner)),
    (owner) => calls.edgesFrom(owner),
  );
  const initOf = oncePer((fn: LambdaFunction) => {
    const files = [...graph.closureOf(fileOf(fn))].flatMap((path) => graph.modules.get(path)?.file ?? []);
    return closure(files, (owner) => calls.edgesFrom(owner).filter((edge) => !isLater(edge)));
  });
  return {
    nodeAt: ({ file, start, end }) => nodes(file).get(rangeKey({ start, end })),
    functionsOf: (handler) => {
      const inFile = functions.filter((fn) => relativePath(root, fileOf(fn)) === handler.file);
      const exact = inFile.filter((fn) => fn.handler.export === handler.export);
      return exact.length > 0 ? exact : inFile.length === 1 ? inFile : [];
    },
    isKnownOnce: (node) => once.has(node),
    isInit: (node, of) => of.some((fn) => initOf(fn).has(node)),
    isHandedOver: (node, of) =>
      reach.roots.some(
        (root) => root.node === node && !!root.handedOver && of.some((fn) => root.functions.includes(fn)),
      ),
  };
}

function closure(from: readonly Owner[], edgesOf: (owner: Owner) => readonly CallEdge[]): ReadonlySet<Owner> {
  const found = new Set(from);
  for (const owner of found) for (const { target } of edgesOf(owner)) found.add(target);
  return found;
}
