import assert from 'node:assert/strict';
import type { Finding } from '../../src/model/finding.js';
import { lintSource } from './lint-source.js';

const SERVICE = {
  'serverless.yml':
    'service: a\nprovider:\n  name: aws\n  runtime: nodejs22.x\nfunctions:\n  a:\n    handler: handler.handler\n',
  'package.json': '{}',
};

/** `KIND: TITLE` of the first fix of the first finding that is meant, or `none`. The function is `handler` of the file `handler`. */
export async function fixOf(
  files: Readonly<Record<string, string>>,
  ruleId = 'client-in-handler',
  isMeant: (finding: Finding) => boolean = () => true,
): Promise<string> {
  const { findings } = await lintSource({ ...SERVICE, ...files }, [ruleId]);
  const finding = findings.find(isMeant);
  assert.ok(finding, 'nothing is found');
  const [fix] = finding.fixes;
  return fix ? `${fix.kind}: ${fix.title}` : 'none';
}
