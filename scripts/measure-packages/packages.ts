/**
 * Packages that Lambda functions load: what the package.json files of some 130 public serverless projects name most, with what they bring in,
 * and what is popular elsewhere. A path after the name is what functions import of it.
 */
export const PACKAGES: readonly string[] = `
@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb @aws-sdk/util-dynamodb @aws-sdk/client-s3 @aws-sdk/s3-request-presigner @aws-sdk/lib-storage
@aws-sdk/client-sqs @aws-sdk/client-sns @aws-sdk/client-ssm @aws-sdk/client-secrets-manager @aws-sdk/client-lambda @aws-sdk/client-sfn
@aws-sdk/client-eventbridge @aws-sdk/client-cognito-identity-provider @aws-sdk/client-cognito-identity @aws-sdk/client-ses @aws-sdk/client-sesv2
@aws-sdk/client-kms @aws-sdk/client-sts @aws-sdk/client-cloudwatch @aws-sdk/client-cloudwatch-logs @aws-sdk/client-kinesis @aws-sdk/client-firehose
@aws-sdk/client-scheduler @aws-sdk/client-iam @aws-sdk/client-cloudfront @aws-sdk/client-rekognition @aws-sdk/client-textract @aws-sdk/client-bedrock-runtime
@aws-sdk/client-apigatewaymanagementapi @aws-sdk/client-iot-data-plane @aws-sdk/client-appconfigdata @aws-sdk/client-athena @aws-sdk/client-ecs
@aws-sdk/client-cloudformation @aws-sdk/client-rds-data @aws-sdk/client-opensearch @aws-sdk/client-xray @aws-sdk/client-organizations @aws-sdk/client-ec2
@aws-sdk/credential-providers @aws-sdk/credential-provider-node @aws-sdk/dsql-signer @aws-sdk/rds-signer
@smithy/signature-v4 @smithy/protocol-http @aws-crypto/sha256-js aws4 aws-sigv4-fetch
aws-sdk aws-sdk/clients/dynamodb aws-sdk/clients/s3 aws-sdk/clients/sns aws-sdk/clients/sqs
@aws-lambda-powertools/logger @aws-lambda-powertools/metrics @aws-lambda-powertools/tracer @aws-lambda-powertools/parameters/ssm
@aws-lambda-powertools/parameters/secrets @aws-lambda-powertools/idempotency @aws-lambda-powertools/batch @aws-lambda-powertools/parser
@aws-lambda-powertools/event-handler/rest aws-xray-sdk aws-xray-sdk-core aws-embedded-metrics aws-jwt-verify
@middy/core @middy/http-json-body-parser @middy/http-error-handler @middy/http-cors @middy/http-header-normalizer @middy/http-event-normalizer
@middy/http-security-headers @middy/http-router @middy/input-output-logger @middy/ssm @middy/secrets-manager @middy/validator @middy/warmup
axios axios-retry node-fetch got ky undici superagent request needle cross-fetch isomorphic-fetch graphql-request form-data
express @vendia/serverless-express serverless-http aws-serverless-express fastify @fastify/aws-lambda koa hono @hapi/hapi body-parser cors helmet morgan compression
cookie-parser cookie express-session @nestjs/core @nestjs/common @nestjs/platform-express @trpc/server lambda-api itty-router
graphql @apollo/server @as-integrations/aws-lambda apollo-server-lambda graphql-yoga graphql-tag type-graphql @graphql-tools/schema
zod joi yup ajv ajv-formats class-validator class-transformer reflect-metadata valibot @sinclair/typebox superstruct io-ts fp-ts effect ts-pattern
lodash lodash/get lodash.get underscore ramda rxjs immer async p-limit p-map p-retry p-queue bluebird async-retry
moment moment-timezone dayjs luxon date-fns date-fns-tz @date-fns/tz cron-parser rrule ms
uuid nanoid ulid ksuid short-uuid cuid crypto-js bcryptjs md5 hash.js tweetnacl
jsonwebtoken jose jwks-rsa jwk-to-pem jwt-decode passport google-auth-library amazon-cognito-identity-js
pg pg-promise mysql2 mysql2/promise mysql mongodb mongoose redis ioredis knex sequelize typeorm objection drizzle-orm/node-postgres kysely @prisma/client
dynamodb-toolbox dynamoose electrodb @typedorm/core tedious better-sqlite3 cassandra-driver @upstash/redis @supabase/supabase-js @planetscale/database
@opensearch-project/opensearch @elastic/elasticsearch kafkajs amqplib @google-cloud/storage firebase-admin @azure/storage-blob googleapis
pino winston bunyan loglevel lambda-log debug dotenv config source-map-support chalk
@sentry/node @sentry/aws-serverless dd-trace datadog-lambda-js newrelic @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/sdk-trace-node @opentelemetry/auto-instrumentations-node
stripe twilio @sendgrid/mail nodemailer mailgun.js @slack/web-api @slack/bolt openai @anthropic-ai/sdk langchain @langchain/core @octokit/rest @octokit/core razorpay web-push
@google/generative-ai @pinecone-database/pinecone algoliasearch contentful launchdarkly-node-server-sdk @notionhq/client discord.js telegraf
sharp jimp pdfkit pdf-lib puppeteer-core @sparticuz/chromium exceljs xlsx jszip archiver adm-zip jspdf canvas qrcode docxtemplater mammoth
cheerio jsdom node-html-parser handlebars mustache ejs nunjucks pug marked markdown-it dompurify sanitize-html react react-dom/server mjml
fast-xml-parser xml2js xml-js js-yaml yaml csv-parse csv-parse/sync csv-stringify papaparse fast-csv protobufjs avsc iconv-lite qs query-string
mime-types mime file-type semver validator libphonenumber-js i18next bignumber.js decimal.js big.js mathjs ethers web3 viem @solana/web3.js
inversify tsyringe awilix typedi http-errors path-to-regexp lru-cache node-cache keyv cacache change-case slugify deepmerge fast-deep-equal
json-schema-to-ts jsonpath jsonata jsonpath-plus minimatch glob fs-extra tar ssh2 ssh2-sftp-client basic-ftp commander winston-cloudwatch cloudevents mailparser
faker @faker-js/faker chance tslib core-js @babel/runtime/helpers/asyncToGenerator regenerator-runtime buffer events util process
aws-amplify firebase @vvo/tzdb @turf/turf geolib ngeohash natural franc compromise tesseract.js
`
  .trim()
  .split(/\s+/);

/** Loads what a function needs besides the package that is measured: packages refuse to be loaded without these. */
export const BESIDES: Readonly<Record<string, readonly string[]>> = {
  'class-validator': ['class-transformer'],
  '@nestjs/core': ['@nestjs/common', 'reflect-metadata', 'rxjs'],
  '@nestjs/common': ['reflect-metadata', 'rxjs'],
  '@nestjs/platform-express': ['@nestjs/core', '@nestjs/common', 'reflect-metadata', 'rxjs'],
  typedi: ['reflect-metadata'],
  tsyringe: ['reflect-metadata'],
  inversify: ['reflect-metadata'],
  'type-graphql': ['reflect-metadata', 'graphql', 'graphql-scalars', 'class-validator'],
  typeorm: ['reflect-metadata'],
};
