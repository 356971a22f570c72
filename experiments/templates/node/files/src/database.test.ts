import assert from 'node:assert/strict';
import { test } from 'node:test';
import { now } from './database.ts';

test('the database answers', async () => {
  assert.ok((await now()).getTime() > 0);
});
