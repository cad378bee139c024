import assert from 'node:assert/strict';
import { fixSource } from '../../support/fix-source.js';

describe('a transformation that changes nothing', () => {
  it('is told as a problem and not applied', async () => {
    const files = {
      'app.js':
        "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nexports.handler = async (event) => s3.getSignedUrl();\n",
    };
    const { outcome } = await fixSource(files, ['full-aws-sdk-import']);
    assert.deepEqual([outcome.changes, outcome.applied], [[], []]);
    assert.match(outcome.result.problems[0]!.message, /does not change app\.js: aws-sdk-js-codemod failed/);
  });

  it('and one that leaves the finding is applied once', async () => {
    const files = {
      'app.js':
        "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nexports.AWS = AWS;\nexports.handler = async (event) => s3.listBuckets().promise();\n",
    };
    const { outcome } = await fixSource(files, ['full-aws-sdk-import']);
    assert.equal(outcome.applied.length, 1);
    assert.match(outcome.applied[0]!.notes.join(), /aws-sdk v2 is still loaded/);
  });
});
