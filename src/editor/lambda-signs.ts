import { DEPLOYMENT_FILES, POSSIBLE_DEPLOYMENT_FILES } from '../derived/deployment-files.js';

/** What tells, cheaply, that a workspace has to do with Lambda. The same files stand in package.json as `activationEvents`. */

/** Files whose name says enough. */
export const CERTAIN_FILES = anyOf([...DEPLOYMENT_FILES, 'coldlens.config.{json,js,mjs,ts}']);

/** Files that declare functions if they mention them. */
export const POSSIBLE_FILES = anyOf(POSSIBLE_DEPLOYMENT_FILES);

/** Copies and dependencies, which say nothing about the project. */
export const NOT_THE_PROJECT = '**/{node_modules,.git,.aws-sam,.serverless,.terraform,.sst,cdk.out}/**';

const packages = [
  '(?:@types/)?aws-lambda',
  '@aws-sdk/[^"]+',
  'aws-sdk',
  '(?:@middy/[^"]+|middy)',
  '@aws-lambda-powertools/[^"]+',
  '@aws-cdk/[^"]+',
  'aws-cdk(?:-lib)?',
  'sst',
  'serverless(?:-[^"]+)?',
  'aws-serverless-express',
  '@(?:vendia|codegenie)/serverless-express',
  '@fastify/aws-lambda',
];
const named = new RegExp(`"(?:${packages.join('|')})"\\s*:`);

/** Whether a package.json depends on something of Lambda. Its text is enough: a broken one is somebody else's to report. */
export function dependsOnLambda(packageJson: string): boolean {
  return named.test(packageJson);
}

/** At any depth. */
function anyOf(names: readonly string[]): string {
  return `**/{${names.join(',')}}`;
}
