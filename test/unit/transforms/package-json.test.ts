import assert from 'node:assert/strict';
import { adjustDependencies } from '../../../src/transforms/package-json.js';

const none = { imported: [], unused: [] };

describe('the dependencies of a package.json follow the imports', () => {
  it('sorted where they were sorted, in their indentation', () => {
    const text =
      '{\n    "name": "a",\n    "dependencies": {\n        "axios": "1",\n        "aws-sdk": "2"\n    }\n}\n';
    const sorted = text.replace('"axios": "1",\n        "aws-sdk": "2"', '"aws-sdk": "2",\n        "axios": "1"');
    const change = { imported: ['@aws-sdk/lib-dynamodb', '@aws-sdk/client-s3'], unused: [] };
    const client = '        "@aws-sdk/client-s3": "^3.0.0",\n        "@aws-sdk/lib-dynamodb": "^3.0.0"';
    assert.equal(adjustDependencies(sorted, change), sorted.replace('        "aws', `${client},\n        "aws`));
    assert.equal(adjustDependencies(text, change), text.replace('"2"\n', `"2",\n${client}\n`));
  });

  it('a package goes from every section when nothing names it any more', () => {
    const text =
      '{\r\n\t"dependencies": {\r\n\t\t"aws-sdk": "^2.1",\r\n\t\t"uuid": "9"\r\n\t},\r\n\t"devDependencies": {\r\n\t\t"aws-sdk": "^2.1",\r\n\t\t"jest": "29"\r\n\t}\r\n}\r\n';
    assert.equal(
      adjustDependencies(text, { ...none, unused: ['aws-sdk'] }),
      '{\r\n\t"dependencies": {\r\n\t\t"uuid": "9"\r\n\t},\r\n\t"devDependencies": {\r\n\t\t"jest": "29"\r\n\t}\r\n}\r\n',
    );
  });

  it('makes the section that is missing', () => {
    assert.equal(
      adjustDependencies('{\n  "name": "a"\n}\n', { ...none, imported: ['@aws-sdk/client-s3'] }),
      '{\n  "name": "a",\n  "dependencies": {\n    "@aws-sdk/client-s3": "^3.0.0"\n  }\n}\n',
    );
  });

  it('moves what only development had, with its range', () => {
    assert.equal(
      adjustDependencies('{\n  "devDependencies": {\n    "@aws-sdk/client-s3": "3.1.0",\n    "jest": "29"\n  }\n}\n', {
        ...none,
        imported: ['@aws-sdk/client-s3'],
      }),
      '{\n  "devDependencies": {\n    "jest": "29"\n  },\n  "dependencies": {\n    "@aws-sdk/client-s3": "3.1.0"\n  }\n}\n',
    );
  });

  it('touches nothing without need', () => {
    const text = '{ "dependencies": {"@aws-sdk/client-s3":"3.5.0"} }';
    assert.equal(adjustDependencies(text, { imported: ['@aws-sdk/client-s3', 'left-pad'], unused: ['aws-sdk'] }), text);
  });
});
