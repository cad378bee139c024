/** A SAM project of two functions and a helper that both reach. */
const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  CreateOrder:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      MemorySize: 512
      Timeout: 10
      Handler: src/create.handler
      Events:
        Api: { Type: HttpApi }
  ListOrders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: src/list.handler
`;

export const CREATE = `import { PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { audit } from './audit';

export const handler = async (event: { id: string }) => {
  const client = new DynamoDBClient({});
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: event.id } } }));
  await audit(event.id);
};
`;

export const LIST = `import { audit } from './audit';

export const handler = async () => audit('list');
`;

export const AUDIT = `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';

export async function audit(id: string) {
  const bucket = new S3Client({});
  await bucket.send(new PutObjectCommand({ Bucket: 'audit', Key: id }));
}
`;

export const PROJECT = {
  'template.yaml': TEMPLATE,
  'src/create.ts': CREATE,
  'src/list.ts': LIST,
  'src/audit.ts': AUDIT,
  'package.json': '{ "name": "orders" }',
};
