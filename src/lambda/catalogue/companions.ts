/** Packages that load others as they are loaded themselves. */
const COMPANIONS: readonly { readonly package: RegExp; readonly brings: RegExp }[] = [
  { package: /^@aws-sdk\/lib-dynamodb$/, brings: /^@aws-sdk\/(client-dynamodb|util-dynamodb)$/ },
  { package: /^@aws-sdk\/lib-storage$/, brings: /^@aws-sdk\/client-s3$/ },
  {
    package: /^@aws-sdk\/client-/,
    brings: /^@(smithy|aws-crypto)\/|^@aws-sdk\/(credential-provider|util|middleware)-/,
  },
  {
    package: /^@(middy|aws-lambda-powertools\/parameters)\b/,
    brings: /^@aws-sdk\/client-(ssm|secrets-manager|appconfigdata)$/,
  },
  { package: /^@middy\//, brings: /^@middy\/(core|util)$|^http-errors$/ },
  {
    package: /^(dynamoose|dynamodb-toolbox|electrodb|typedorm)$/,
    brings: /^@aws-sdk\/(client-dynamodb|lib-dynamodb|util-dynamodb)$/,
  },
  {
    package: /^(express|koa|@hapi\/hapi|@nestjs\/platform-express)$/,
    brings: /^(http-errors|body-parser|qs|cookie|debug|mime(-types)?)$/,
  },
  { package: /^@nestjs\/(common|core)$/, brings: /^(rxjs|reflect-metadata|tslib)$/ },
  {
    package: /^(@octokit\/.*|octokit|probot)$/,
    brings: /^@octokit\/(request|request-error|core|endpoint|types|graphql|auth-token)$/,
  },
  { package: /^(middy|@aws-lambda-powertools\/.*)$/, brings: /^@aws-lambda-powertools\/commons$/ },
];

export function isBroughtBy(name: string, alongside: ReadonlySet<string>): boolean {
  return COMPANIONS.some(
    ({ package: owner, brings }) => brings.test(name) && [...alongside].some((each) => owner.test(each)),
  );
}
