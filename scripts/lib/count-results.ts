/**
 * Prints "PASSED FAILED" of a result file of Vitest or Playwright, then a line for each test that failed. A runner that failed
 * without a failed test counts as one, and so does a file that could not even begin.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

interface VitestFile {
  name: string;
  status: string;
  message?: string;
  assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
}
interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; line: number; ok: boolean; tests: { status: string }[] }[];
}

const [file = '', status = '1'] = process.argv.slice(2);

/** The first line of what a test said, with room for the essential. */
const brief = (text = '') => text.split('\n', 1)[0]?.slice(0, 200) ?? '';

function read(): { passed: number; failed: string[] } {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    if (result.stats) {
      return { passed: result.stats.expected + result.stats.flaky, failed: result.suites.flatMap(failedSpecs) };
    }
    return { passed: result.numPassedTests, failed: result.testResults.flatMap(failedTests) };
  } catch {
    return { passed: 0, failed: [] };
  }
}

function failedSpecs({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const own = specs.filter(({ tests }) => tests.some((one) => one.status === 'unexpected'));
  return [...own.map((spec) => `${spec.file}:${spec.line} ${spec.title}`), ...suites.flatMap(failedSpecs)];
}

function failedTests({ name, status, message, assertionResults }: VitestFile): string[] {
  const path = relative(process.cwd(), name);
  const own = assertionResults.filter((test) => test.status === 'failed');
  if (own.length === 0 && status === 'failed') return [`${path} as a whole: ${brief(message)}`];
  return own.map((test) => `${path} ${test.fullName}: ${brief(test.failureMessages?.[0])}`);
}

const { passed, failed } = read();
if (failed.length === 0 && (status !== '0' || passed === 0)) failed.push(`${file}: the runner ended with ${status}`);
console.log([`${passed} ${failed.length}`, ...failed].join('\n'));
