import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limit } from '../../server/git/limit.ts';
import { isAccountName, isRepositoryName } from '../../server/git/names.ts';
import { html } from '../../server/git/pages/html.ts';
import { pathParts } from '../../server/git/repository/tree.ts';
import { parseScopes, reaches } from '../../server/git/scopes.ts';

test('no accepted name leaves its folder or hides in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', '/', '-', 'a', 'Z', '0', '_', '\0', ' ', '\\') }), (name) => {
      if (!isAccountName(name) && !isRepositoryName(name)) return;
      expect(name).not.toMatch(/[/\\\0 ]/);
      expect(['.', '..', '']).not.toContain(name);
      if (isAccountName(name)) expect(name).not.toMatch(/^[.-]/);
    }),
    { numRuns: 2000 },
  );
});

test('a path with empty, dot or dot-dot parts is refused', () => {
  for (const path of ['a//b', './a', 'a/../b', '..', 'a/.', 'a\0b']) expect(pathParts(path), path).toBeNull();
  expect(pathParts('a/b.txt')).toEqual(['a', 'b.txt']);
  expect(pathParts('')).toEqual([]);
  expect(pathParts('folder/')).toEqual(['folder']);
});

test('writing includes reading, and no category includes another', () => {
  expect(reaches(['write:repository'], 'read', 'repository')).toBe(true);
  expect(reaches(['read:repository'], 'write', 'repository')).toBe(false);
  expect(reaches(['write:repository', 'write:user'], 'read', 'admin')).toBe(false);
  expect(reaches(['all'], 'write', 'admin')).toBe(true);
});

test('a token has a scope, and a known one', () => {
  expect(() => parseScopes([])).toThrow('must have a scope');
  expect(() => parseScopes(['sudo'])).toThrow('invalid access token scope');
});

test('whatever is put into a page is text there', () => {
  const nasty = `<a href='x' title="y">&`;
  expect(html`<p title="${nasty}">${[nasty]}</p>`.text).toBe(
    '<p title="&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;">&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;</p>',
  );
});

test('work beyond the limit waits in order, and beyond the line is refused', async () => {
  const limited = limit(1, 1);
  const order: string[] = [];
  let release = () => {};
  const first = limited(() => new Promise<void>((resolve) => (release = resolve)));
  const second = limited(async () => void order.push('second'));
  await expect(limited(async () => undefined)).rejects.toThrow('busy');
  expect(order).toEqual([]);
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(['second']);
  await expect(limited(async () => 'free again')).resolves.toBe('free again');
});
