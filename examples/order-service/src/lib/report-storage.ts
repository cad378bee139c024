// Still on the old SDK: the bucket policy tests rely on its signature format.
import AWS from 'aws-sdk';

const s3 = new AWS.S3();

export async function storeReport(key: string, body: string): Promise<string> {
  await s3.putObject({ Bucket: process.env.REPORT_BUCKET!, Key: key, Body: body, ContentType: 'text/csv' }).promise();
  return s3.getSignedUrlPromise('getObject', { Bucket: process.env.REPORT_BUCKET!, Key: key, Expires: 3600 });
}
