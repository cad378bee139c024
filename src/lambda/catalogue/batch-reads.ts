import type { BatchForm, BatchWrite } from './batch-form.js';

/** A read of one key, and the call that reads many; source: the API references of the services. */
export const BATCH_GET: BatchWrite = {
  batch: 'BatchGetItem',
  limit: 100,
  target: ['TableName'],
  entry: ['Key'],
  shape: 'record',
  permission: 'dynamodb:BatchGetItem',
};

const BATCH_READS: Readonly<Record<string, BatchForm>> = {
  'dynamodb.GetItem': BATCH_GET,
  'ssm.GetParameter': { batch: 'GetParameters', limit: 10 },
  'secretsmanager.GetSecretValue': { batch: 'BatchGetSecretValue', limit: 20 },
};

export function batchReadFor(service: string, operation: string): BatchForm | undefined {
  return BATCH_READS[`${service}.${operation}`];
}
