/** Functions of `@aws-lambda-powertools/parameters` → the requests that they send. */
export const PARAMETER_READERS: Readonly<Record<string, readonly [service: string, operation: string]>> = {
  getParameter: ['ssm', 'GetParameter'],
  getParameters: ['ssm', 'GetParametersByPath'],
  getParametersByName: ['ssm', 'GetParameters'],
  getSecret: ['secretsmanager', 'GetSecretValue'],
  getAppConfig: ['appconfigdata', 'GetLatestConfiguration'],
};
