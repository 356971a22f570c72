import { describe, expect, it } from 'vitest';
import { createAccount } from '../../server/provisioner/verbs/account-create.ts';
import { writeEnvironment } from '../../server/provisioner/verbs/environment-write.ts';
import { createHome } from '../../server/provisioner/verbs/home-create.ts';
import { NAME_RULE } from '../../server/shared/names.ts';
import { execute } from '../../server/shared/process.ts';
import { MAX_REQUEST_BYTES } from '../../server/shared/provisioner-protocol.ts';

const PROGRAM = new URL('../../server/provisioner/main.ts', import.meta.url).pathname;
const ID = '0b54cbb0-7e6b-4a4c-8a0a-1c65a9b6d001';
const BAD_NAMES = [
  ...[
    '',
    'Demo',
    'demo-',
    '-demo',
    '1demo',
    'de--mo',
    'de mo',
    'de_mo',
    '../etc',
    'd\u00e9mo',
    'demo\n',
    `a${'b'.repeat(28)}`,
  ],
  ...[7, null, ['demo']],
];
const SUBJECT = { name: 'demo', id: ID };

/** Runs the provisioner as systemd does, with the request on standard input, and gives its answer and its journal line. */
async function ask(
  request: string | object,
): Promise<{ answer: { type: string; code: string; message: string }; journal: string }> {
  const input = typeof request === 'string' ? request : `${JSON.stringify(request)}\n`;
  const { stdout, stderr } = await execute(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM], {
    input,
  });
  return { answer: JSON.parse(stdout), journal: stderr };
}

const request = (verb: string, args: unknown) => ({ verb, actor: 'ana', args });
const environment = (variables: unknown) => request('environment.write', { ...SUBJECT, variables });

describe('the provisioner refuses before it does anything', () => {
  it.each<[string, string | object, string]>([
    ['what is not JSON', 'account.create demo\n', 'JSON'],
    ['a request that is not an object', '[]\n', 'object'],
    ['a request without a line end', JSON.stringify(request('unit.stop', {})), 'line end'],
    ['a request that is too long', `${'x'.repeat(MAX_REQUEST_BYTES + 1)}\n`, 'bytes'],
    ['an unknown verb', request('account.destroy', SUBJECT), 'verb'],
    ['a verb of every object', request('constructor', SUBJECT), 'verb'],
    ['a further field of the request', { ...request('account.create', SUBJECT), sudo: true }, 'sudo'],
    ['a further field of the arguments', request('account.create', { ...SUBJECT, uid: 0 }), 'uid'],
    ['a hidden prototype', '{"verb":"account.create","actor":"a","args":{"name":"demo","__proto__":{}}}\n', 'args'],
    ['a missing field', request('account.create', { name: 'demo' }), 'args.id'],
    ['no actor', { verb: 'account.create', args: SUBJECT }, 'actor'],
    ['an actor of two lines', { ...request('account.create', SUBJECT), actor: 'ana\nroot' }, 'actor'],
    ['an id that is not a UUID', request('account.create', { name: 'demo', id: '../x' }), 'args.id'],
    ['a workspace that does not exist', request('unit.start', { name: 'demo', workspace: 'ssh' }), 'workspace'],
    ['more lines than allowed', request('experiment.log', { ...SUBJECT, source: 'lab', lines: 501 }), 'lines'],
    ['half a line', request('experiment.log', { ...SUBJECT, source: 'lab', lines: 1.5 }), 'lines'],
    [
      'a limit that is not a number',
      request('workspace.create', { ...SUBJECT, limits: { memoryMaxBytes: '1G' } }),
      'limits',
    ],
    ['a list where an object belongs', request('unit.stop', ['demo', 'lab']), 'object'],
  ])('%s', async (_what, wrong, named) => {
    const { answer } = await ask(wrong);
    expect(answer).toMatchObject({ type: 'error', code: 'invalid' });
    expect(answer.message).toContain(named);
  });
});

describe('the checks of arguments refuse', () => {
  it.each(BAD_NAMES)('the name %j', (name) => {
    expect(() => createAccount.check({ name, id: ID }, 'args')).toThrow(NAME_RULE);
  });

  it.each(['/etc/passwd', '../x', 'a/../../x', 'a/./b', 'a//b', '', '.', 'a/', 'a\0b', 'a\nb', 5, 'x'.repeat(256)])(
    'a file of a home at %j',
    (path) => {
      const file = { path, content: '', mode: 0o644 };
      expect(() => createHome.check({ ...SUBJECT, template: 'empty', files: [file] }, 'args')).toThrow(
        'args.files[0].path',
      );
    },
  );

  it.each([
    { path: 'x' },
    { 'A B': 'x' },
    { '1A': 'x' },
    { A: 'x\ny' },
    { A: 'x\0y' },
    { A: 'x\ry' },
    { A: 5 },
    { A: '\ud800' },
    [],
  ])('the variables %j', (variables) => {
    expect(() => writeEnvironment.check({ ...SUBJECT, variables }, 'args')).toThrow('args.variables');
  });
});

describe('the journal of the provisioner', () => {
  it('says who asked for what and how it ended', async () => {
    const { journal } = await ask(request('account.create', { ...SUBJECT, uid: 0 }));
    expect(JSON.parse(journal)).toMatchObject({ verb: 'account.create', subject: 'demo', actor: 'ana' });
    expect(JSON.parse(journal).outcome).toContain('invalid');
  });

  it('never holds a variable of the environment', async () => {
    const { answer, journal } = await ask(environment({ TOKEN: 'hunter2\n', OTHER: 'hunter3' }));
    expect(answer.message).not.toContain('hunter');
    expect(journal).not.toContain('hunter');
  });
});
