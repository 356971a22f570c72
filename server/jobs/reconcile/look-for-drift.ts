import type { DriftSource } from '../../services/drift/drift-kinds.ts';
import { PLATFORM_UNITS } from '../../shared/platform-units.ts';
import { readDatabases } from '../../system/postgres/inventory.ts';
import { readUnits } from '../../system/systemd.ts';
import type { Ports } from '../ports.ts';
import { compareMachine } from './compare-machine.ts';
import { compareDatabases, comparePlatform, compareRepositories } from './compare-services.ts';
import { type Expectations, readExpectations, steady } from './expected.ts';
import type { Finding } from './finding.ts';
import { storeFindings } from './store-findings.ts';

/**
 * Compares what the database says with the machine, PostgreSQL, the git service and the platform's own units, and stores what
 * differs: one question to each, however many experiments there are. What cannot be asked keeps the findings that it has.
 * `except`: an operation that looks for itself, on an experiment that would else be left out.
 */
export async function lookForDrift(ports: Ports, { except }: { except?: string } = {}): Promise<void> {
  const before = await readExpectations(ports.db, except);
  const { db, provisioner, gitea } = ports;
  const units = PLATFORM_UNITS.map(({ unit }) => unit);
  const answers = await Promise.all([
    asked('machine', () => provisioner('machine.inspect', {}, { actor: 'job:reconcile' }), compareMachine),
    asked('postgres', readDatabases, compareDatabases),
    asked('git', () => gitea.list(), compareRepositories),
    asked(
      'units',
      () => readUnits(units),
      (_, states) => comparePlatform(states),
    ),
  ]);
  const looks = answers.filter((answer) => answer !== null);
  const expected = steady(before, await readExpectations(db, except));
  await storeFindings(db, expected, {
    findings: looks.flatMap(({ compare }) => compare(expected)),
    sources: new Set(looks.map(({ source }) => source)),
  });
}

interface Look {
  source: DriftSource;
  compare: (expected: Expectations) => Finding[];
}

/** Asks one part and gives what its answer is compared by; null when it does not answer. */
async function asked<T>(
  source: DriftSource,
  ask: () => Promise<T>,
  compare: (expected: Expectations, answer: T) => Finding[],
): Promise<Look | null> {
  try {
    const answer = await ask();
    return { source, compare: (expected) => compare(expected, answer) };
  } catch (error) {
    console.error(`drift: ${source} could not be looked at:`, error);
    return null;
  }
}
