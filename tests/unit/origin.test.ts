import { expect, test } from 'vitest';
import { isOwnRequest } from '../../server/trpc/origin.ts';

const OWN = { host: 'lab:8080', origin: 'http://lab:8080', 'content-type': 'application/json' };
const headers = (changes: Record<string, string | null>) => {
  const all = new Headers(OWN);
  for (const [name, value] of Object.entries(changes)) value === null ? all.delete(name) : all.set(name, value);
  return all;
};

test('a page of the dashboard may change things', () => {
  expect(isOwnRequest('POST', headers({}))).toBe(true);
  expect(isOwnRequest('POST', headers({ 'content-type': 'application/json; charset=utf-8' }))).toBe(true);
});

test.each([
  ['of the workspace port', { origin: 'http://lab:8081' }],
  ['of another scheme', { origin: 'https://lab:8080', host: 'lab:8081' }],
  ['of another host', { origin: 'http://evil:8080' }],
  ['of no origin', { origin: null }],
  ['of an opaque origin', { origin: 'null' }],
  ['that is a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['that is a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['of raw bytes', { 'content-type': 'application/octet-stream' }],
  ['of plain text', { 'content-type': 'text/plain' }],
  ['of no type', { 'content-type': null }],
  ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
  ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
])('a POST %s is refused', (_what, changes) => {
  expect(isOwnRequest('POST', headers(changes))).toBe(false);
});

test('a GET of another origin is refused, and one without an origin (a page that reads) is not', () => {
  expect(isOwnRequest('GET', headers({ origin: 'http://lab:8081' }))).toBe(false);
  expect(isOwnRequest('GET', headers({ origin: null, 'content-type': null }))).toBe(true);
});
