/** Files whose name says that they declare functions. */
export const DEPLOYMENT_FILES = [
  'serverless.{yml,yaml,ts,js,json}',
  'cdk.json',
  'sst.config.{ts,js,mjs}',
  'samconfig.toml',
  'app.arc',
  'amplify/backend.{ts,js}',
  'Pulumi.{yaml,yml}',
  'cdktf.json',
];

/** Files that declare functions if they mention them. */
export const POSSIBLE_DEPLOYMENT_FILES = ['*template*.{yaml,yml,json}', '*.template', '*.tf', '*.tofu', '*.tf.json'];

/** Templates of other things, and Terraform without functions, have the same names. */
export function mentionsLambda(deploymentFile: string): boolean {
  return /lambda|AWS::Serverless/i.test(deploymentFile);
}
