/**
 * Decorators of methods that a framework enters while it serves: routes (NestJS, routing-controllers, tsoa, inversify-express-utils, Ts.ED,
 * ts-lambda-api), resolvers (NestJS, type-graphql), messages and events (NestJS). They go by name: frameworks call them alike.
 */
const SERVED_METHODS =
  /^(?:http)?(?:get|post|put|patch|delete|head|options|all|method|search)$|^(?:sse|query|mutation|subscription|fieldresolver|resolvefield|resolveproperty|resolvereference|messagepattern|eventpattern|grpcmethod|grpcstreammethod|subscribemessage|field)$/i;

/** Decorators of methods that an event of the program itself enters, or an ORM around what it does with a row. */
const EVENT_METHODS =
  /^onevent$|^(?:Before|After)(?:Insert|Update|Remove|SoftRemove|Recover|Load|Create|Upsert|Delete|Destroy|Save|Find|Validate)$|^OnLoad$/i;

/** Decorators of classes whose decorated methods are entered, whatever their decorators are called. */
const SERVED_CLASSES = /^(?:(?:Json|Rest|Api)?Controller|controller|Resolver|Route|WebSocketGateway)$/;

/** Decorators of classes → the method that is entered. */
const SERVED_BY_CLASS: Readonly<Record<string, string>> = {
  CommandHandler: 'execute',
  QueryHandler: 'execute',
  EventsHandler: 'handle',
};

/** Interfaces of frameworks → the method that each request goes through. */
const SERVED_BY_INTERFACE: Readonly<Record<string, string>> = {
  CanActivate: 'canActivate',
  NestInterceptor: 'intercept',
  NestMiddleware: 'use',
  PipeTransform: 'transform',
  ExceptionFilter: 'catch',
  ICommandHandler: 'execute',
  IQueryHandler: 'execute',
  IEventHandler: 'handle',
  MiddlewareInterface: 'use',
  ExpressMiddlewareInterface: 'use',
  KoaMiddlewareInterface: 'use',
  InterceptorInterface: 'intercept',
  ApolloServerPlugin: 'requestDidStart',
};

/** Mixins of packages that a class extends → the methods that each request goes through. */
const SERVED_BY_BASE: Readonly<Record<string, readonly string[]>> = {
  PassportStrategy: ['validate'],
  AuthGuard: ['canActivate', 'handleRequest'],
};

/** What a framework calls once, before it serves or when it ends: methods of NestJS, and decorators. */
const HOOKS = /^(?:onModule(?:Init|Destroy)|onApplication(?:Bootstrap|Shutdown)|beforeApplicationShutdown)$/;
const HOOK_DECORATORS = /^(?:postConstruct|preDestroy|onReady|onInit)$/i;

export const isServedMethod = (decorator: string): boolean => SERVED_METHODS.test(decorator);
export const isEventMethod = (decorator: string): boolean => EVENT_METHODS.test(decorator);
export const isServedClass = (decorator: string): boolean => SERVED_CLASSES.test(decorator);
export const servedByClass = (decorator: string): string | undefined => ownEntry(SERVED_BY_CLASS, decorator);
export const servedByInterface = (name: string): string | undefined => ownEntry(SERVED_BY_INTERFACE, name);
export const servedByBase = (name: string): readonly string[] => ownEntry(SERVED_BY_BASE, name) ?? [];
export const isHook = (method: string): boolean => HOOKS.test(method);
export const isHookDecorator = (decorator: string): boolean => HOOK_DECORATORS.test(decorator);

function ownEntry<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
