import { posix } from 'node:path';
import { isTestFile } from '../../lib/test-file.js';
import type { DeclaredFunction, ImageTarget } from '../declared.js';
import { emptyReading, IMAGE, IMAGE_BUILD, type Reading } from '../declared.js';
import { unknownSettings } from '../function-settings.js';
import type { Workspace } from '../workspace.js';
import { dockerfileOf, dockerfilesIn, imageCode, isLambdaImage, isOnlyForLambda } from './image-code.js';
import { isOfService } from './services.js';

/**
 * Functions of Dockerfiles that nothing else names: those that start from an image of Lambda for Node.js, or hold the
 * Web Adapter and are no service of containers.
 */
export function readDockerfiles(workspace: Workspace, readings: readonly Reading[]): Reading {
  const reading = emptyReading();
  const named = new Set(
    readings
      .flatMap(({ declared }) => declared)
      .flatMap(({ target }) => (target.kind === 'image' ? (dockerfileOf(workspace, target) ?? []) : [])),
  );
  const own = dockerfilesIn(workspace).filter(
    (dockerfile) => !named.has(dockerfile) && !isForTests(dockerfile) && isLambdaImage(workspace, dockerfile),
  );
  for (const dockerfile of own) {
    const runsAnywhere = !isOnlyForLambda(workspace, dockerfile);
    if (runsAnywhere && isOfService(workspace, dockerfile, own.length === 1, readings)) continue;
    const folder = posix.dirname(dockerfile);
    const target: ImageTarget = { kind: 'image', folder, file: posix.basename(dockerfile) };
    const found = imageCode(workspace, target);
    if (!found) continue;
    const name = folder === workspace.root ? 'function' : posix.basename(folder);
    const declared: DeclaredFunction = {
      name,
      declaredIn: { file: workspace.relative(dockerfile), line: found.line, kind: 'docker' },
      target,
      settings: { ...unknownSettings(), package: { value: 'image', from: 'stated' } },
      doubt: IMAGE,
      leavesCodeOpen: true,
      eventSources: [],
      build: IMAGE_BUILD,
    };
    reading.declared.push(declared);
  }
  return reading;
}

/** `Dockerfile.test`, `e2e/Dockerfile`: what is deployed only where something is tried. */
function isForTests(dockerfile: string): boolean {
  return isTestFile(dockerfile) || /\.(test|e2e|dev|local)$/i.test(dockerfile);
}
