import { expect, test } from 'vitest';
import { naptimeFor } from '../../../server/system/postgres/autovacuum.ts';

test('few databases keep PostgreSQL’s own pace, many are visited twenty a minute, none less often than every hour', () => {
  expect([0, 1, 20, 21, 200, 1200, 5000].map(naptimeFor)).toEqual([60, 60, 60, 120, 600, 3600, 3600]);
});
