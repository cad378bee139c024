import type { BatchWrite } from './batch-writes.js';

/** A read of one key, and the call that reads many; source: the API references of the services. */
export const BATCH_GET: BatchWrite = {
  batch: 'BatchGetItem',
  limit: 100,
  target: ['TableName'],
  entry: ['Key'],
  shape: 'record',
  permission: 'dynamodb:BatchGetItem',
};
