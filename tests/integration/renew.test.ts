import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { experiments, members } from '../../server/db/schema/index.ts';
import type { StepContext } from '../../server/jobs/step.ts';
import { renewSteps } from '../../server/jobs/steps/renew.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import {
  createExperimentDatabase,
  removeExperimentDatabase,
} from '../../server/system/postgres/experiment-database.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

/** The token is the real ones' in tests/system/renew.test.ts; the git service here answers what a test wants it to. */
vi.mock('../../server/jobs/steps/repository.ts', () => ({ renewToken: async () => undefined }));

const NAME = 'renewing';
let database: TestDatabase;
let id: string;
const lines: string[] = [];

beforeAll(async () => {
  process.env.HOMELAB_DATABASE_URL = inject('postgresUrl');
  database = await createTestDatabase();
});
afterAll(() => database.remove());

beforeEach(async () => {
  lines.length = 0;
  await database.db.delete(experiments);
  const row = { name: NAME, owner: 'alice', state: 'ready', limits: defaultLimits() } as const;
  id = (await database.db.insert(experiments).values(row).returning())[0]?.id ?? '';
});
afterEach(() => removeExperimentDatabase({ name: NAME, id }));

/** What the step sees when it begins; only what these steps ask for is there. */
async function contextWith(gitea: Record<string, unknown>): Promise<StepContext> {
  const [experiment] = await database.db.select().from(experiments).where(eq(experiments.id, id));
  const context = {
    ...{ db: database.db, experiment, subject: { name: NAME, id }, actor: 'alice', recorded: {} },
    ...{ gitea, line: (text: string) => lines.push(text), signal: new AbortController().signal },
  };
  return context as unknown as StepContext;
}

test('who becomes an operator or the owner while the repository is looked at keeps their right to push', async () => {
  const removed: string[] = [];
  const gitea = {
    keepPrivate: async () => ({ wasPublic: false }),
    // both were written before they were let in, and the step had begun before that
    listCollaborators: async () => {
      await database.db.update(experiments).set({ owner: 'carol' }).where(eq(experiments.id, id));
      const row = { experimentId: id, username: 'bob', role: 'operator', logs: true, addedBy: 'alice' } as const;
      await database.db.insert(members).values(row);
      return ['Bob', 'carol', 'mallory'];
    },
    removeCollaborator: async ({ username }: { username: string }) => removed.push(username),
  };
  await renewSteps.repository.run(await contextWith(gitea));
  expect(removed).toEqual(['mallory']);
  expect(lines).toEqual(['Took back the right of mallory to use the repository']);
});

test('without its repository nothing is ended or changed', async () => {
  await createExperimentDatabase({ name: NAME, id, password: randomUUID() });
  let there = false;
  const gitea = { findAccount: async () => ({ markedId: id }), getRepository: async () => (there ? {} : null) };
  const check = async () => renewSteps.check.run(await contextWith(gitea));
  await expect(check()).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/Mend that first/) });
  there = true;
  await check();
});
