import assert from 'node:assert/strict';
import { leaveOneSourceOut, summaryOf } from '../../../scripts/calibrate/evaluate.js';
import { calibrate } from '../../../scripts/calibrate/model.js';
import { BUILT_IN_MS } from '../../../src/coldstart/built-ins.generated.js';
import { PARAMETERS } from '../../../src/coldstart/parameters.generated.js';

describe('the calibration', () => {
  const { local, points, leftOut, parameters } = calibrate();

  it('is the one whose parameters the estimator has', () => {
    assert.deepEqual(PARAMETERS, parameters, 'run "npm run calibrate"');
    assert.deepEqual(JSON.parse(JSON.stringify(BUILT_IN_MS)), local.builtIns);
  });

  it('takes every published figure, or says why not', () => {
    assert.ok(points.length > 200);
    for (const { point, reason } of leftOut) assert.ok(reason.length > 10, point.source);
    const unbuilt = points.filter((point) => point.kind === 'load' && point.localMs === undefined);
    assert.deepEqual(unbuilt, []);
  });

  it('predicts sources that it has not seen: median error at most 15 %, nine of ten inside the range', () => {
    const { medianError, inside } = summaryOf(leaveOneSourceOut(points, local.readingMsPerMb));
    assert.ok(medianError <= 0.15, `${medianError}`);
    assert.ok(inside >= 0.9, `${inside}`);
  });

  it('does so nearly as well out of builds alone', () => {
    const { points: count, medianError, inside } = summaryOf(leaveOneSourceOut(points, local.readingMsPerMb, true));
    assert.ok(count >= 25);
    assert.ok(medianError <= 0.2, `${medianError}`);
    assert.ok(inside >= 0.85, `${inside}`);
  });
});
