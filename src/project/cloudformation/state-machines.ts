import type { StateMachine } from '../../model/deployment.js';
import { isObject, type Plain } from '../data-file.js';
import { askSetting } from '../look.js';
import { toMachineKind } from '../settings.js';
import { includedFrom, readLocal } from './local-file.js';
import { functionsNamed } from './named-functions.js';
import { lookAt, resourceBase, type Stack, type StackResource } from './stack.js';

/** A state machine with the functions that its definition names, in the template or in a file beside it. */
export function readStateMachine(stack: Stack, resource: StackResource, typeKey: string): StateMachine {
  const named = [resource.written, resource.resolved, ...definitionsOf(stack, resource)];
  return {
    ...resourceBase(resource),
    kind: askSetting<'standard' | 'express'>(lookAt(stack, resource), {
      name: typeKey,
      convert: toMachineKind,
      otherwise: 'standard',
    }),
    functions: [...new Set(named.flatMap((each) => functionsNamed(stack, each)))],
  };
}

function definitionsOf(stack: Stack, { resolved }: StackResource): Plain[] {
  const { DefinitionUri: uri, Definition: definition } = resolved;
  const included = includedFrom(definition);
  return [
    ...(typeof uri === 'string' ? [withoutVariables(readLocal(stack, uri))] : []),
    ...(included === undefined ? [] : [readLocal(stack, included)]),
  ];
}

/** Variables of a definition in a file are not those of the template: it says beside the file what they stand for. */
function withoutVariables(value: Plain): Plain {
  if (typeof value === 'string') return value.replaceAll('${', '{');
  if (Array.isArray(value)) return value.map(withoutVariables);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutVariables(each)]));
}
