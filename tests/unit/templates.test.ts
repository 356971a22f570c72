import { readdir, readFile, stat } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutputLines, readableLine } from '../../server/provisioner/output-lines.ts';
import { loadTemplates } from '../../server/services/templates/load-templates.ts';
import { readGitUrl } from '../../server/shared/git-url.ts';
import { parseTemplate } from '../../server/shared/template-manifest.ts';

const FOLDER = 'experiments/templates';
const templates = await loadTemplates();

test('the templates are these, the empty one first', () => {
  expect([...templates.keys()][0]).toBe('empty');
  expect([...templates.keys()].sort()).toEqual(['data-science', 'empty', 'node', 'python', 'pytorch', 'web-app']);
});

describe.each([...templates])('the template %s', (key, template) => {
  test('says what it installs, has its files, and pins every dependency', async () => {
    const { uv, npm } = template.dependencies;
    if (uv === null && npm === null) return;
    expect(template.installs).not.toBe('');
    const files = `${FOLDER}/${key}/${template.files}`;
    expect((await stat(`${files}/TEMPLATE.md`)).isFile()).toBe(true);
    if (uv !== null) {
      const project = await readFile(`${files}/${uv}/pyproject.toml`, 'utf8');
      const pinned = project.slice(project.indexOf('dependencies')).split(']\n')[0] ?? '';
      expect(pinned).toContain('==');
      for (const [entry] of pinned.matchAll(/"[^"]+"/g)) expect(entry).toMatch(/==\d/);
    }
    if (npm !== null) {
      const { dependencies, devDependencies } = JSON.parse(await readFile(`${files}/${npm}/package.json`, 'utf8'));
      for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^\d/);
    }
  });

  test('names no registry but the public ones', async () => {
    if (template.files === null) return;
    const files = await readdir(`${FOLDER}/${key}/${template.files}`);
    for (const file of files.filter((name) => /lock/.test(name))) {
      const content = await readFile(`${FOLDER}/${key}/${template.files}/${file}`, 'utf8');
      const hosts = new Set([...content.matchAll(/"(https?:\/\/[^/"]+)[^"]*"/g)].map(([, host]) => host));
      const known = ['https://pypi.org', 'https://files.pythonhosted.org', 'https://registry.npmjs.org'];
      for (const host of hosts) expect([...known, 'https://github.com', 'https://opencollective.com']).toContain(host);
    }
  });
});

describe('a manifest', () => {
  const good = { name: 'A', description: 'B' };
  test.each([
    ['it is not valid JSON', 'x'],
    ['is not known', { ...good, run: 'rm' }],
    ['“name”', { ...good, name: 'two\nlines' }],
    ['“files”', { ...good, files: '../base' }],
    ['“files”', { ...good, files: '/etc' }],
    ['“uv”', { ...good, dependencies: { uv: 'a/../../b' } }],
    ['“command”', { ...good, postCreate: { command: 'rm -rf /' } }],
    ['“command”', { ...good, postCreate: { command: [] } }],
    ['“seconds”', { ...good, postCreate: { command: ['x'], seconds: 99999 } }],
    ['“memoryMaxBytes”', { ...good, limits: { memoryMaxBytes: '1' } }],
  ])('is refused with its place: %s', (place, manifest) => {
    const json = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    expect(() => parseTemplate(json)).toThrow(place);
  });
});

describe('the address of a repository', () => {
  test.each(['https://git.example/a/tool.git', 'http://127.0.0.1:3000/x/tool', 'git://host/tool.git/'])(
    '%s is taken',
    (url) => {
      expect(readGitUrl(url)?.folder).toBe('tool');
    },
  );
  test.each([
    '-u.git',
    '--upload-pack=touch /tmp/x',
    'ssh://host/a.git',
    'git@host:a.git',
    'file:///etc',
    '/etc/passwd',
    'ext::sh -c id',
    'https://user:secret@host/a.git',
    'https://host/..',
    'https://host/.git',
    'https://-oProxy/a.git',
    'https://host/a b.git',
    'https://host/a.git?x=1',
    'https://host\\@other/a.git',
    '',
  ])('%s is refused', (url) => {
    expect(readGitUrl(url)).toBeNull();
  });
  test('that is taken never leads out of ~/src and is never an option', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => `https://host/${text}`),
        (url) => {
          const address = readGitUrl(url);
          if (!address) return;
          expect(address.folder).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
          expect(address.url).toMatch(/^(https?|git):\/\//);
        },
      ),
    );
  });
});

describe('output of a program', () => {
  test('is shown without colours, control and direction characters, cut, and as it was last drawn', () => {
    expect(readableLine('\u001b[1;31mred\u001b[0m\u0007 \u202eevil\u2069')).toBe('red evil');
    expect(readableLine('10 %\r50 %\r100 %\r')).toBe('100 %');
    expect(readableLine(`\u001b]0;title\u0007text`)).toBe('text');
    expect(readableLine('x'.repeat(10_000)).length).toBe(300);
  });
  test('is not followed for ever, and its end is kept', () => {
    const passed: string[] = [];
    const output = new OutputLines((line) => passed.push(line));
    for (let index = 0; index < 5_000; index++) output.add(`line ${index}`);
    expect(passed.length).toBe(301);
    expect(output.last.at(-1)).toBe('line 4999');
    expect(output.last.length).toBe(40);
  });
});
