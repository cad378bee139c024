import { posix } from 'node:path';
import { libraryObjectBehind, mentionsIn } from '../cdk/constructs.js';
import type { PlainObject } from '../data-file.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { type LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { bridgedProps } from './props.js';

/** What a program builds an image of, as a function states it that is given the image; absolute. */
export function builtImage(evaluator: Evaluator, props: ObjectValue): PlainObject | undefined {
  const uri = props.get('imageUri');
  if (uri === undefined) return undefined;
  const mentioned = imagesIn(uri);
  const image = mentioned.find(isImage) ?? onlyImageOf(evaluator, mentioned);
  return image && buildOf(evaluator, image);
}

/**
 * Classes that build an image: `awsx.ecr.Image` (@pulumi/awsx 3.9.0, and `buildAndPushImage` before), `docker.Image` and `RemoteImage`
 * (@pulumi/docker 5.2.0), `docker_build.Image` (@pulumi/docker-build 0.0.22), and the provider of CDKTF.
 */
function isImage({ type: { module, name } }: LibraryObject): boolean {
  const isDocker = /^@pulumi\/(awsx|docker|docker-build)(\/|$)|^@cdktf\/provider-docker(\/|$)|\.gen\/providers\/docker/;
  return isDocker.test(module) && /^(Image|RemoteImage|buildAndPushImage)$/.test(name);
}

/** What a value is made of, also in a text: `image.imageUri`, a text of a repository and a digest, what an image is registered as. */
function imagesIn(value: Value, depth = 0): readonly LibraryObject[] {
  if (depth > 4) return [];
  const parts = value instanceof Unknown ? [...value.parts, ...value.candidates] : [];
  const made = libraryObjectBehind(value);
  if (made && isImage(made)) return [made];
  const inside = made ? mentionsIn([...made.args]) : [];
  return [...(made ? [made] : []), ...[...parts, ...inside].flatMap((each) => imagesIn(each, depth + 1))];
}

/** A repository is named, and one image alone goes there. */
function onlyImageOf({ created }: Evaluator, mentioned: readonly LibraryObject[]): LibraryObject | undefined {
  const [only, ...others] = created.filter(
    (object) => isImage(object) && mentionsIn([...object.args]).some((each) => mentioned.includes(each)),
  );
  return others.length === 0 ? only : undefined;
}

function buildOf(evaluator: Evaluator, image: LibraryObject): PlainObject | undefined {
  const props = bridgedProps(image);
  const [, folderAlone] = image.type.name === 'buildAndPushImage' ? image.args.map(guessOf) : [];
  const build = guessOf(props.get('build')) ?? (typeof folderAlone === 'string' ? folderAlone : props);
  const given = build instanceof ObjectValue ? build : new ObjectValue();
  // A folder is the context; where none is stated, it is the one that the program is run in.
  const context = typeof build === 'string' ? build : locationOf(given.get('context') ?? given.get('path') ?? '.');
  if (context === undefined) return undefined;
  const folder = posix.resolve(evaluator.cwd, context);
  const dockerfile = given.get('dockerfile');
  const file = dockerfile === undefined ? undefined : locationOf(dockerfile);
  if (dockerfile !== undefined && file === undefined) return undefined;
  const stage = guessOf(given.get('target'));
  return {
    context: folder,
    ...(file !== undefined && { dockerfile: fileAt(evaluator, folder, file) }),
    ...(typeof stage === 'string' && { target: stage }),
  };
}

/** A path, or an object with one. */
function locationOf(value: Value): string | undefined {
  const given = guessOf(value);
  const location = given instanceof ObjectValue ? guessOf(given.get('location')) : given;
  return typeof location === 'string' ? location : undefined;
}

/** A Dockerfile is named from where the program is run, or from the context. */
function fileAt({ cwd, workspace }: Evaluator, folder: string, file: string): string {
  const places = [cwd, folder].map((from) => posix.resolve(from, file));
  return places.find((each) => workspace.isFile(each)) ?? places[0]!;
}
