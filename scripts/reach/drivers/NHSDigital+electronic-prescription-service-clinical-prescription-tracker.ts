import { readdirSync, readFileSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { restEvent } from '../events.js';

const packages = ['clinicalView', 'prescriptionSearch'];
/** What the service answers, as the checkout's own tests have it; each call takes the next. */
const answers = packages.map((name) => {
  const folder = `packages/${name}/tests/examples`;
  const files = readdirSync(folder).filter((file) => /\.(xml|json)$/.test(file));
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
});
const turns = [0, 0];

/** Stands for the client of the Spine, which no public registry holds. */
const spineClient = {
  clinicalView: async () => ({ status: 200, data: answers[0]![turns[0]!++ % answers[0]!.length] }),
  prescriptionSearch: async () => ({ status: 200, data: answers[1]![turns[1]!++ % answers[1]!.length] }),
  getStatus: async () => ({ status: 'pass', timeout: 'false' }),
};

export const driver: Driver = {
  environment: { LOG_LEVEL: 'INFO', TargetSpineServer: 'spine.example.com', POWERTOOLS_DEV: 'false' },
  aliases: {
    '@cpt-common/common-utils': 'packages/common/commonUtils/src/index.ts',
    ...Object.fromEntries(
      ['fhir', 'prescription', 'schema', 'service', 'spine'].map((name) => [
        `@cpt-common/common-types/${name}`,
        `packages/common/commonTypes/src/${name}/index.ts`,
      ]),
    ),
  },
  packages: Object.fromEntries(
    ['', '/lib/live-spine-client', '/lib/spine-client'].map((rest) => [
      `@nhsdigital/eps-spine-client${rest}`,
      () => ({ createSpineClient: () => spineClient }),
    ]),
  ),
  events: ({ file }) => {
    const headers = {
      'nhsd-organization-uuid': 'A83008',
      'nhsd-session-urid': 'urid',
      'nhsd-session-jobrole': 'role',
      'nhsd-identity-uuid': '123456789012',
      'x-request-id': 'request',
      'x-correlation-id': 'correlation',
      'apigw-request-id': 'request',
    };
    const parameters = { prescriptionId: '9AD427-A83008-2E461K' };
    const turns = file.includes('status') ? 1 : 40;
    return [
      ...Array.from({ length: turns }, (_, turn) =>
        restEvent({
          path: '/x',
          parameters,
          headers,
          query:
            turn % 2 === 0
              ? { issueNumber: '1', prescriptionId: parameters.prescriptionId }
              : { nhsNumber: '5839945242' },
        }),
      ),
      restEvent({
        path: '/x',
        parameters: { prescriptionId: 'x' },
        headers,
        query: { nhsNumber: '1', prescriptionId: 'x', earliestDate: 'x' },
      }),
      restEvent({ path: '/x' }),
    ];
  },
};
