import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANSWER_KEPT_MS } from '../../server/shared/kept-answers.ts';

test('what waits until the front door has forgotten a yes waits longer than nginx keeps one', () => {
  const site = new URL('../../ansible/roles/nginx/files/homelab-paas/site-workspaces.conf', import.meta.url);
  const kept = [...readFileSync(site, 'utf8').matchAll(/proxy_cache_valid \d+ (\d+)s;/g)].map(([, seconds]) =>
    Number(seconds),
  );
  expect(kept).toHaveLength(1);
  expect(ANSWER_KEPT_MS).toBeGreaterThanOrEqual(((kept[0] ?? Number.POSITIVE_INFINITY) + 1) * 1000);
});
