import type { Doing } from './doing.js';
import { sql } from './sql.js';

export interface LibraryCall {
  readonly module: string;
  /** Names from the package to the call: `['Model', 'query', 'findById']`. */
  readonly chain: readonly string[];
  /** The first argument, when it is a static string: a statement of SQL, say. */
  readonly text?: string;
  /** What the HTTP method in its arguments does; asked only where the name of the call tells none. */
  readonly request?: () => Doing;
  /** What the stages of an `aggregate` do. */
  readonly stages?: Doing;
}

interface Library {
  readonly module: RegExp;
  readonly doing: (call: LibraryCall) => Doing;
}

const HTTP =
  /^(fetch|axios|node-fetch|cross-fetch|got|ky|superagent|undici|needle|request-promise(-native)?|make-fetch-happen|isomorphic-fetch)$/;

const LIBRARIES: readonly Library[] = [
  { module: HTTP, doing: http },
  {
    module:
      /^(pg|pg-promise|postgres|mysql2?(\/promise)?|promise-mysql|serverless-mysql|serverless-postgres|mssql|mariadb|data-api-client|@neondatabase\/serverless)$/,
    doing: statement,
  },
  {
    module:
      /^(knex|objection|kysely|drizzle-orm.*|typeorm|sequelize.*|@sequelize\/.*|@mikro-orm\/.*|@prisma\/client|mongoose|mongodb|@typegoose\/typegoose|dynamoose)$/,
    doing: byVerb,
  },
  { module: /^(ioredis|redis|@redis\/client|@upstash\/redis|memcached|memjs)$/, doing: cache },
  {
    module:
      /^(@opensearch-project\/opensearch|@elastic\/elasticsearch|elasticsearch|stripe|openai|@anthropic-ai\/sdk|@slack\/web-api|@supabase\/supabase-js|googleapis|firebase-admin.*|@google-cloud\/.*|algoliasearch|twilio|graphql-request|@octokit\/.*|contentful|@sendgrid\/mail|nodemailer)$/,
    doing: byVerb,
  },
  { module: /^(timers\/promises|delay|sleep-promise|wait|p-wait-for)$/, doing: () => 'delay' },
  {
    module:
      /^(fs|fs\/promises|fs-extra|path|os|util|crypto|zlib|stream.*|events|url|buffer|child_process|sharp|bcrypt(js)?|argon2|yup|joi|zod|ajv|class-validator|class-transformer|jsonwebtoken|jose|uuid|lodash.*|date-fns.*|moment.*|dayjs|csv-parse.*|xml2js|fast-xml-parser|mailparser|exceljs|pdfkit|pdf-lib|handlebars|ejs|mustache|@middy\/.*|@aws-lambda-powertools\/(logger|metrics|tracer|validation|batch|idempotency).*|@aws-sdk\/s3-request-presigner|@aws-sdk\/util-.*|aws-xray-sdk.*|@smithy\/.*)$/,
    doing: () => 'local',
  },
];

export function doingOf(call: LibraryCall): Doing {
  const library = LIBRARIES.find(({ module }) => module.test(call.module));
  return library ? library.doing(call) : 'unknown';
}

/** It is known what its calls are for. */
export function isLibrary(module: string): boolean {
  return LIBRARIES.some((each) => each.module.test(module));
}

export function isHttpLibrary(module: string): boolean {
  return HTTP.test(module);
}

/** `fetch` has no package. */
export function http({ chain, request }: LibraryCall): Doing {
  const names = chain.map((name) => name.toLowerCase());
  const last = names.at(-1);
  if (last && /^(json|text|buffer|arraybuffer|blob|body)$/.test(last)) return 'local';
  // `superagent.post(url).send(body)`
  const verb = names.findLast((name) => /^(get|head|options|post|put|patch|delete|del)$/.test(name));
  if (verb) return /^(get|head|options)$/.test(verb) ? 'read' : 'write';
  // `needle.defaults()`, `axios.interceptors.request.use()`: sends nothing, and changes what others send.
  if (last && !/^(request|fetch|stream|raw|default)$/.test(last) && !isMadeBy(last)) return 'unknown';
  return request?.() ?? 'read';
}

/** Makes a client, which is called by itself. */
function isMadeBy(name: string): boolean {
  return /^(create|extend|instance)$/.test(name);
}

function statement(call: LibraryCall): Doing {
  const last = call.chain.at(-1) ?? '';
  if (/^(connect|end|release|close|destroy|quit|acquire|begin|beginTransaction|commit|rollback)$/.test(last))
    return 'unknown';
  return sql(call.text);
}

/** Whole words only: `user` is no `use`, `settings` is no `set`. */
const WRITE_VERB =
  /^(insert|create|save|update|upsert|patch|delete|del|remove|destroy|put|set|add|push|increment|decrement|truncate|drop|bulk|replace|findOneAnd|findByIdAnd|findAndModify|restore|relate|unrelate|send|post|upload|batch|\$?execute|\$?transaction|migrate|sync|raw|run|chat|complet\w*|generate|index)(?![a-z])/;
const READ_VERB =
  /^(find|get|fetch|select|count|exists|aggregate|distinct|first|query|list|retrieve|search|where|pluck|max|min|sum|avg|scan|read|resultSize|findBy|toArray|exec|lean|download|lookup|estimatedDocumentCount|countDocuments|\$?queryRaw|msearch|mget)/i;
/** `findOrCreate`, `findOneAndUpdate`, `firstOrNew` */
const WRITES_TOO =
  /^(first|find|get|fetch|select)\w*(Or|And|Then|)(Create|Insert|Update|Upsert|Delete|Remove|Replace|Save|Modify|Build|Increment)(?![a-z])/;
const TAKES_SQL = /^(typeorm|sequelize.*|@sequelize\/.*|@mikro-orm\/.*|@prisma\/client)$/;
const KEEPS_DOCUMENTS = /^(mongoose|mongodb|@typegoose\/typegoose)$/;
const SETUP_VERB =
  /^(connect|disconnect|close|initialize|init|authenticate|end|quit|ready|verify|on|use|startSession|startTransaction|commit|rollback|abort)(?![a-z])/;

/** The last word that says something wins, unless any word on the way changes data. */
function byVerb({ module, chain: all, text, stages }: LibraryCall): Doing {
  // Prisma's models are members, of any name: `prisma.post.findMany`.
  const chain = module === '@prisma/client' ? all.slice(-1) : all;
  if (chain.some((name) => SETUP_VERB.test(name))) return 'unknown';
  if (chain.some((name) => WRITE_VERB.test(name) || WRITES_TOO.test(name))) return 'write';
  if (TAKES_SQL.test(module) && /^(query|\$queryRaw(Unsafe)?)$/.test(chain.at(-1) ?? ''))
    return text === undefined ? 'likely-read' : sql(text);
  if (stages && chain.includes('aggregate') && KEEPS_DOCUMENTS.test(module)) return stages;
  return chain.some((name) => READ_VERB.test(name)) ? 'read' : 'unknown';
}

function cache({ chain }: LibraryCall): Doing {
  const last = chain.at(-1) ?? '';
  if (/^(connect|disconnect|quit|auth|select|multi|exec|pipeline|watch|subscribe|ping)/i.test(last)) return 'unknown';
  return /^(get|mget|hget|hgetall|hmget|exists|ttl|pttl|keys|scan|smembers|sismember|lrange|llen|zrange|zscore|zcard|type|strlen|hkeys|hvals|hlen)$/i.test(
    last,
  )
    ? 'read'
    : 'write';
}

/** Reads one thing by its key, where the library can read many: the N+1 of object mappers. */
export function manyFormOf(module: string, chain: readonly string[]): string | undefined {
  const last = chain.at(-1) ?? '';
  if (/^(mongoose|@typegoose\/typegoose)$/.test(module) && chain.includes('findById'))
    return 'find({ _id: { $in: ids } })';
  if (module === '@prisma/client' && /^findUnique(OrThrow)?$/.test(last))
    return 'findMany({ where: { id: { in: ids } } })';
  if (module === 'typeorm' && last === 'findOneBy') return 'findBy({ id: In(ids) })';
  if (/^sequelize/.test(module) && last === 'findByPk') return 'findAll({ where: { id: ids } })';
  if (module === 'objection' && chain.includes('findById')) return 'findByIds(ids)';
  if (/^(ioredis|redis|@redis\/client|@upstash\/redis)$/.test(module) && /^get$/i.test(last)) return 'MGET';
  return undefined;
}
