/** Packages whose applications, routers and servers are given what they call for requests. */
const SERVERS =
  /^(?:express|express-promise-router|fastify|@fastify\/.*|hono|hono\/.*|@hono\/.*|koa|koa-.*|@koa\/.*|@nestjs\/.*|lambda-api|itty-router|polka|restify|h3|elysia|connect|router|find-my-way|@hapi\/hapi|@apollo\/server|apollo-server.*|graphql-yoga|@graphql-yoga\/.*|@graphql-tools\/.*|graphql-tools|type-graphql|routing-controllers|@trpc\/server.*|@as-integrations\/.*|@slack\/bolt|@aws-lambda-powertools\/event-handler(?:\/.*)?|@middy\/(?:core|http-router|ws-router)|@ts-rest\/.*|inversify-express-utils|serverless-http|aws-serverless-express|(?:@vendia|@codegenie)\/serverless-express|passport.*)$/;

/** What they call once, before they serve or when they end. */
const ONCE = /^(?:register|after|ready|listen|close|start|init|setConfig|setErrorConfig)$/;
const ONCE_HOOKS = /^(?:onReady|onListen|onRegister|onRoute|onClose|preClose)$/;

/** What a plug-in of Apollo has for the server's own life. */
const ONCE_OF_PLUGIN =
  /^(?:serverWillStart|serverWillStop|drainServer|schemaDidLoadOrUpdate|renderLandingPage|startupDidFail)$/;
const APOLLO = /^(?:@apollo\/server|apollo-server)/;

/** What a plug-in of Apollo is asked for with each request: what that gives back serves as well. */
const OBSERVER_MAKER = 'requestDidStart';

/** What makes a plug-in of Fastify out of a function. */
const PLUGIN_MAKER = 'fastify-plugin';

export const isServer = (module: string): boolean => SERVERS.test(module) || module === PLUGIN_MAKER;

export const isObserverMaker = (name: string): boolean => name === OBSERVER_MAKER;

/**
 * @param method what is called: `register`; of a package itself, nothing.
 * @param given what the function that it is given is called: `serverWillStart`.
 */
export function callsOnce(
  module: string,
  method: string | undefined,
  firstArgument: string | undefined,
  given: string | undefined,
): boolean {
  if (APOLLO.test(module)) return ONCE_OF_PLUGIN.test(given ?? '');
  if (module === PLUGIN_MAKER) return true;
  if (method === 'addHook') return ONCE_HOOKS.test(firstArgument ?? '');
  return method !== undefined && ONCE.test(method);
}
