import { expect, test } from 'vitest';
import { parseLines } from '../../server/monitoring/logs/parse-lines.ts';
import { isUnsafeVariable, isVariableName } from '../../server/shared/variable-names.ts';

test.each(['A', '_X', 'OPENAI_API_KEY', 'KEY2'])('%s may name a secret', (name) => {
  expect([isVariableName(name), isUnsafeVariable(name)]).toEqual([true, false]);
});

test.each(['a', '2A', 'A-B', 'A B', 'A=B', '', 'Ä', 'A\n', `A${'B'.repeat(128)}`])('“%s” is no name', (name) => {
  expect(isVariableName(name)).toBe(false);
});

test.each([
  'PATH',
  'HOME',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'BASH_ENV',
  'IFS',
  'SHELLOPTS',
  'UID',
  'XDG_RUNTIME_DIR',
  'NODE_OPTIONS',
  '_',
])('%s stands in no environment file', (name) => {
  expect(isUnsafeVariable(name)).toBe(true);
});

test('posted lines have a level, one line each, and nothing that moves a cursor', () => {
  const body =
    'one\r\n\n{"level":"WARN","message":"two\\nthree"}\n{"message":7}\n{broken\n\u001b[2Jfour\u0007\n{"level":"toString","message":"five"}';
  expect(parseLines(body)).toEqual([
    { level: 'info', text: 'one' },
    { level: 'warning', text: 'two ⏎ three' },
    { level: 'info', text: '{"message":7}' },
    { level: 'info', text: '{broken' },
    { level: 'info', text: 'four' },
    { level: 'info', text: 'five' },
  ]);
});

test('a line that is too long is cut', () => {
  expect(parseLines('x'.repeat(20_000))[0]?.text).toHaveLength(8193);
});
