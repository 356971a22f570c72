/** Prints "PASSED FAILED" of a result file of Vitest or Playwright. A runner that failed without a failed test counts as one. */
import { readFileSync } from 'node:fs';

const [file = '', status = '1'] = process.argv.slice(2);

function read(): { passed: number; failed: number } {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    if (result.stats) return { passed: result.stats.expected + result.stats.flaky, failed: result.stats.unexpected };
    return { passed: result.numPassedTests, failed: result.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const { passed, failed } = read();
const silent = failed === 0 && (status !== '0' || passed === 0);
console.log(`${passed} ${silent ? 1 : failed}`);
