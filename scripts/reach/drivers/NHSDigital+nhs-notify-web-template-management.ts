import { readFileSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { queueEvent, restEvent } from '../events.js';

const id = '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab';
const times = {
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
  createdBy: 'INTERNAL_USER#user',
  updatedBy: 'INTERNAL_USER#user',
  lockNumber: 0,
};
const file = { fileName: 'x.pdf', currentVersion: id, virusScanStatus: 'PASSED' };
const template = {
  id,
  owner: 'CLIENT#client',
  clientId: 'client',
  version: 1,
  name: 'Name',
  message: 'Hello ((name))',
  templateType: 'NHS_APP',
  templateStatus: 'NOT_YET_SUBMITTED',
  ...times,
};
const letter = {
  ...template,
  templateType: 'LETTER',
  letterType: 'x0',
  language: 'en',
  letterVersion: 'PDF',
  templateStatus: 'PENDING_VALIDATION',
  campaignId: 'campaign',
  proofingEnabled: true,
  personalisationParameters: ['name'],
  files: { pdfTemplate: file, testDataCsv: file, docxTemplate: { ...file, fileName: 'x.docx' }, proofs: {} },
};
const routing = {
  id,
  owner: 'CLIENT#client',
  clientId: 'client',
  campaignId: 'campaign',
  name: 'Plan',
  status: 'DRAFT',
  defaultCascadeGroup: 'standard',
  cascade: [{ cascadeGroups: ['standard'], channel: 'NHSAPP', channelType: 'primary', defaultTemplateId: id }],
  cascadeGroupOverrides: [],
  ...times,
};
const variant = {
  id,
  PK: `VARIANT#${id}`,
  SK: 'METADATA',
  name: 'x',
  sheetSize: 'A4',
  maxSheets: 5,
  bothSides: true,
  printColour: 'BLACK',
  status: 'PROD',
  type: 'STANDARD',
  envelopeSize: 'C5',
  scope: 'GLOBAL',
  dispatchTime: 'standard',
  postage: 'economy',
};

export const driver: Driver = {
  environment: {
    CLIENT_CONFIG_SSM_KEY_PREFIX: '/clients',
    CLIENT_CONFIG_TTL_SECONDS: '10',
    CONTACT_DETAILS_OTP_SECRET_PATH: '/otp',
    CONTACT_DETAILS_TABLE_NAME: 'contacts',
    CONTACT_DETAILS_UNVERIFIED_TTL_SECONDS: '10',
    DEFAULT_LETTER_SUPPLIER: 'SUPPLIER',
    ENVIRONMENT: 'dev',
    EVENT_SOURCE: '//notify/x',
    EVENT_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:topic',
    LETTER_VARIANT_CACHE_TTL_MS: '10',
    LETTER_VARIANT_TABLE_NAME: 'variants',
    RENDER_REQUEST_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/render',
    REQUEST_PROOF_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/proof',
    ROUTING_CONFIG_TABLE_NAME: 'routing',
    SUPPLIER_RECIPIENT_EMAIL_ADDRESSES: '{"SUPPLIER":["a@example.com"]}',
    TEMPLATE_SUBMITTED_SENDER_EMAIL_ADDRESS: 'b@example.com',
    TEMPLATES_DOWNLOAD_BUCKET_NAME: 'download',
    TEMPLATES_INTERNAL_BUCKET_NAME: 'internal',
    TEMPLATES_QUARANTINE_BUCKET_NAME: 'quarantine',
    TEMPLATES_TABLE_NAME: 'templates',
  },
  // Its file for `require` is an ES module by name.
  aliases: { mimetext: 'node_modules/mimetext/dist/mimetext.node.es.js' },
  aws: ({ service, operation, input }) => {
    if (service === 'dynamodb') {
      const row = rowOf(String(input.TableName), String((input.Key as { id?: string } | undefined)?.id ?? ''));
      return { Items: [row], Item: row, Attributes: row };
    }
    if (operation === 'GetParameter') {
      const config = { campaignIds: ['campaign'], features: { proofing: true, routing: true, letterAuthoring: true } };
      return {
        Parameter: { Name: input.Name, Value: String(input.Name).includes('otp') ? 'secret' : JSON.stringify(config) },
      };
    }
    if (service === 's3' && operation.startsWith('GET')) {
      const name =
        operation.includes('csv') || operation.includes('test-data') ? 'test-data.csv' : 'custom-personalisation.pdf';
      return {
        body: readFileSync(`lambdas/backend-api/src/__tests__/fixtures/${name}`, 'latin1'),
        headers: { etag: '"x"' },
      };
    }
    if (service === 's3' && operation.startsWith('HEAD'))
      return { body: '', headers: { 'x-amz-meta-user-sub': 'user', 'x-amz-meta-owner': 'CLIENT#client', etag: '"x"' } };
    return undefined;
  },
  events: ({ file: path }) => eventsOf(path.split('/').at(-1)!.replace('.ts', '')),
};

function rowOf(table: string, key: string): unknown {
  if (table === 'routing') return routing;
  if (table === 'variants') return variant;
  if (table === 'contacts')
    return {
      id,
      owner: 'CLIENT#client',
      type: 'EMAIL',
      value: 'a@example.com',
      status: 'PENDING_VERIFICATION',
      ...times,
    };
  return key.includes('letter') ? letter : template;
}

const bodies: readonly unknown[] = [
  { name: 'Name', message: 'Hello', templateType: 'NHS_APP' },
  { name: 'Name', message: 'Hello', subject: 'x', templateType: 'EMAIL' },
  { name: 'Name', message: 'Hello', templateType: 'SMS' },
  { name: 'Name', letterType: 'x0', language: 'en', templateType: 'LETTER' },
  { campaignId: 'campaign', name: 'Plan', cascade: routing.cascade, cascadeGroupOverrides: [] },
  { type: 'EMAIL', value: 'a@example.com' },
  { type: 'SMS', value: '07700900000' },
  { name: 'Other', lockNumber: 0 },
  { ...template },
  { ...letter },
  {},
];

const detail = {
  templateId: 'letter',
  id: 'letter',
  owner: { M: { clientId: { S: 'client' } } },
  versionId: id,
  fileType: 'pdf-template',
  virusScanStatus: 'PASSED',
  template: { id: 'letter', owner: 'CLIENT#client' },
  s3ObjectDetails: { bucketName: 'quarantine', objectKey: `pdf-template/client/letter/${id}.pdf`, versionId: id },
  scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND' },
};
const proof = {
  ...detail,
  s3ObjectDetails: { bucketName: 'quarantine', objectKey: 'proofs/SUPPLIER/letter/proof.pdf', versionId: id },
};
const csv = {
  ...detail,
  s3ObjectDetails: { bucketName: 'quarantine', objectKey: `test-data/client/letter/${id}.csv`, versionId: id },
};

function eventsOf(name: string): readonly unknown[] {
  if (/^(process-proof|copy-scanned|set-letter|delete-failed)/.test(name))
    return [detail, proof, csv].map((each) => ({
      detail: each,
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      source: 'aws.guardduty',
    }));
  if (name.startsWith('validate-letter')) return [queueEvent(...[detail, csv].map((each) => ({ detail: each })))];
  const authorizer = { internalUserId: 'user', clientId: 'client', user: 'user' };
  const parameters = (each: string): Record<string, string> => ({
    templateId: each,
    routingConfigId: each,
    letterVariantId: each,
  });
  const ids = [id, 'letter'];
  const base = { method: 'POST', authorizer, headers: { 'X-Lock-Number': '0' } };
  const query = { status: 'DRAFT', templateStatus: 'SUBMITTED', templateType: 'NHS_APP' };
  const boundary = 'xxBOUNDARYxx';
  const part = (field: string, content: string, more = ''): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${more}\r\n\r\n${content}\r\n`;
  const letterBody = {
    name: 'Name',
    templateType: 'LETTER',
    letterType: 'x0',
    language: 'en',
    letterVersion: 'PDF',
    campaignId: 'campaign',
  };
  const form = [
    part('template', JSON.stringify(letterBody)),
    part('letterPdf', '%PDF-1.4', '; filename="x.pdf"\r\nContent-Type: application/pdf'),
    part('testCsv', 'parameter,short\nname,x', '; filename="x.csv"\r\nContent-Type: text/csv'),
  ].join('');
  const upload = restEvent({
    ...base,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: 'x',
  });
  return [
    ...ids.flatMap((each) => bodies.map((body) => restEvent({ ...base, parameters: parameters(each), body, query }))),
    { ...upload, body: Buffer.from(`${form}--${boundary}--\r\n`).toString('base64'), isBase64Encoded: true },
    restEvent({ method: 'POST', body: {} }),
  ];
}
