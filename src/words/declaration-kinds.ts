import type { DeclarationKind } from '../model/function.js';

/** Who tells of a function. */
export const DECLARATION_KINDS: Readonly<Record<DeclarationKind, string>> = {
  sam: 'SAM',
  cloudformation: 'CloudFormation',
  serverless: 'Serverless Framework',
  architect: 'Architect',
  amplify: 'Amplify',
  cdk: 'CDK',
  'cdk-out': 'synthesized by CDK',
  terraform: 'Terraform',
  pulumi: 'Pulumi',
  cdktf: 'CDK for Terraform',
  docker: 'Dockerfile',
  framework: 'web framework',
  config: 'listed in the config',
  code: 'detected from the code',
};
