import { posix } from 'node:path';
import { isTestFile } from '../../lib/test-file.js';
import type { Reading } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { dockerfileOf } from './image-code.js';

/**
 * An image with the Web Adapter runs anywhere. This one does not run on Lambda where a deployment file gives it to a service of
 * containers, and none has a function of an image that could be this one.
 */
export function isOfService(workspace: Workspace, dockerfile: string, isAlone: boolean, readings: readonly Reading[]) {
  const texts = deploymentTexts(workspace);
  if (mayBeFunction(workspace, readings) || texts.some(({ text }) => DEPLOYS_IMAGE.test(text))) return false;
  // A file of Compose says how it is run on somebody's machine, which the adapter is there for as well.
  const services = texts.filter(({ file, text }) => !isCompose(file) && SERVICES.test(text));
  const isNamed = (text: string) => namesFolder(text, workspace.relative(posix.dirname(dockerfile)));
  return services.some(({ text }) => isAlone || isNamed(text));
}

/** Resources of ECS and App Runner, in templates, programs, Terraform, and workflows that deploy them. */
const SERVICES =
  /AWS::(?:ECS::(?:TaskDefinition|Service)|AppRunner::Service)|\baws_(?:ecs_(?:task_definition|service)|apprunner_service)\b|\b(?:aws-ecs|awsx?\.ecs)\b|\baws\.(?:Service|Task)\(|terraform-aws-modules\/ecs|amazon-ecs-deploy|"containerDefinitions"/;

/** A command that puts an image on Lambda. */
const DEPLOYS_IMAGE = /\blambda\s+(?:create-function|update-function-code)\b[\s\S]*?--image-uri/;

function deploymentTexts(workspace: Workspace): readonly { readonly file: string; readonly text: string }[] {
  return workspace.files
    .filter((file) => /\.([cm]?[jt]s|json|ya?ml|template|tf|tofu)$/.test(file) && !isTestFile(file))
    .map((file) => ({ file, text: workspace.hint(file) ?? '' }));
}

function isCompose(file: string): boolean {
  return /^(docker-)?compose(\..+)?\.ya?ml$/.test(posix.basename(file));
}

/** Is there a function of an image that nobody knows the Dockerfile of? */
function mayBeFunction(workspace: Workspace, readings: readonly Reading[]): boolean {
  return readings.some(
    ({ declared, unresolved }) =>
      unresolved.some(({ cause }) => cause === 'image') ||
      declared.some(({ target }) => target.kind === 'image' && dockerfileOf(workspace, target) === undefined),
  );
}

/** `'./svc'`, `build: svc`, `…/svc:latest`. */
function namesFolder(text: string, folder: string): boolean {
  if (folder === '') return /(?:build|context):\s*['"]?\.\/?['"]?\s*$/m.test(text);
  const name = posix.basename(folder).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`["'\`/]${name}(?=["'\`/:@]|\\s*$)|(?:build|context):\\s*${name}\\s*$`, 'm').test(text);
}
