import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { FauxqsServer } from 'fauxqs';
import type { Fields } from './identify-call.js';
import { localConfig } from './local-config.js';

export interface LocalS3 {
  createBucket(name: string): void;
  putObjects(bucket: string, objects: Readonly<Record<string, string>>): Promise<void>;
  /** All objects with what they hold, sorted by key. */
  listObjects(bucket: string): Promise<readonly Fields[]>;
}

/** Fills and reads the buckets of the emulator. */
export function seedS3(server: FauxqsServer): LocalS3 & { stop(): void } {
  const client = new S3Client({ ...localConfig(`http://127.0.0.1:${server.port}`), forcePathStyle: true });
  return {
    createBucket: (name) => void server.createBucket(name),
    async putObjects(bucket, objects) {
      for (const [Key, Body] of Object.entries(objects)) {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
      }
    },
    listObjects: (bucket) => listObjects(client, bucket),
    stop: () => client.destroy(),
  };
}

async function listObjects(client: S3Client, bucket: string): Promise<readonly Fields[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  const objects: Fields[] = [];
  for (const key of Contents.map(({ Key }) => Key!).sort()) {
    const { Body, ContentType, Metadata } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    objects.push({ key, body: await Body!.transformToString(), contentType: ContentType, metadata: Metadata });
  }
  return objects;
}
