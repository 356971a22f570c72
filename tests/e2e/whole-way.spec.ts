import { expect, type Page, test } from '@playwright/test';
import { inContainer, said, script, sql } from '../system/support/container.ts';
import { changesSince, inventory } from '../system/support/inventory.ts';
import { makePerson, type Person } from '../system/support/people.ts';
import { expectAccessible, expectNothingSideways } from './support/accessible.ts';
import { logIn, openWorkspace } from './support/pages.ts';
import { picture } from './support/pictures.ts';

const NAME = 'sensor-lab';

test.describe.configure({ mode: 'serial' });

let person: Person;
let page: Page;
let before: string[];

test.beforeAll(async ({ browser }) => {
  person = await makePerson('carol');
  await sql('delete from rate_limits');
  before = await inventory();
  page = await (await browser.newContext()).newPage();
});

test.afterAll(async () => {
  await page.close();
});

test('a wrong password is refused in words, and the right one leads to an empty list that says what to do', async () => {
  await page.goto('/login');
  await expectAccessible(page);
  await picture(page, 'log-in');
  await page.getByLabel('User name').fill(person.username);
  await page.getByLabel('Password', { exact: true }).fill('not-the-password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'wrong' })).toBeVisible();
  await logIn(page, person);
  await expect(page.getByText('No experiments yet')).toBeVisible();
  await expectAccessible(page);
});

test('an experiment is created by keyboard, its steps are watched live, and it ends ready', async () => {
  await page.goto('/experiments');
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('n');
  await page.waitForURL('**/experiments/new');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(NAME);
  await expect(page.getByText('Free')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'new');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Temperature sensors, autumn');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/operations/*');
  await expect(page.getByText('System user').first()).toBeVisible();
  await picture(page, 'progress');
  await page.waitForURL(`**/experiments/${NAME}`, { timeout: 60_000 });
  await expect(page.getByText('Ready').first()).toBeVisible();
  await expect(page.getByText(`experiment_${NAME}`).first()).toBeVisible();
  await expectAccessible(page);
});

test('a name that is taken is refused in the form', async () => {
  await page.goto('/experiments/new');
  await page.getByLabel('Name', { exact: true }).fill(NAME);
  await expect(page.getByText(`There already is an experiment “${NAME}”`).first()).toBeVisible();
});

test('a cell runs in JupyterLab on the workspace origin and its output is read', async () => {
  const lab = await openWorkspace(page, NAME, 'lab');
  await lab.locator('.jp-LauncherCard[data-category="Notebook"]').first().click({ timeout: 60_000 });
  await expect(lab.getByText('| Idle')).toBeVisible({ timeout: 60_000 }); // the kernel is connected
  const cell = lab.locator('.jp-Notebook .jp-CodeCell .cm-content').first();
  await cell.click();
  await lab.keyboard.type('import os; print(6 * 7, os.environ["PGDATABASE"])');
  await lab.keyboard.press('Shift+Enter');
  await expect(lab.locator('.jp-OutputArea-output').first()).toContainText(`42 experiment_${NAME}`, {
    timeout: 60_000,
  });
  await picture(lab, 'jupyterlab');
  // The connection file is in the private /tmp of the unit, so it is read by way of the kernel's own view of the machine.
  const connection = await script(
    `cat /proc/$(pgrep -f ipykernel_launcher | head -n 1)/root/tmp/jupyter/kernel-*.json`,
  );
  expect(JSON.parse(connection).transport, 'the kernel talks over IPC sockets').toBe('ipc');
  if (lab !== page) await lab.close();
});

test('psql and git push work in its terminal', async () => {
  const lab = await openWorkspace(page, NAME, 'lab');
  await expect(lab.locator('.jp-Notebook').first()).toBeVisible({ timeout: 60_000 }); // as it was left
  await lab.locator('[data-command="launcher:create"]').first().click();
  await lab.locator('.jp-LauncherCard:has-text("Terminal"):visible').first().click({ timeout: 60_000 });
  const terminal = lab.locator('.jp-Terminal .xterm');
  await terminal.click();
  await lab.keyboard.type(
    'psql -Atc "select 40 + 2" > ~/src/answer.txt && git add -A ~/src && git commit -qm "Keep the answer" && git push -q && echo pushed > ~/.done\n',
  );
  await expect
    .poll(() => inContainer(['cat', `/home/exp-${NAME}/.done`]).then((result) => result.stdout.trim()), {
      timeout: 60_000,
    })
    .toBe('pushed');
  expect(await said('cat', `/home/exp-${NAME}/src/answer.txt`)).toBe('42');
  const subject = await said(
    'runuser',
    '-l',
    `exp-${NAME}`,
    '-c',
    'git fetch -q && git log -1 --format=%s origin/main',
  );
  expect(subject.split('\n').at(-1)).toBe('Keep the answer');
  if (lab !== page) await lab.close();
});

test('code-server opens, and a terminal in it runs a command', async () => {
  const code = await openWorkspace(page, NAME, 'code');
  await expect(code.locator('.monaco-workbench')).toBeVisible({ timeout: 90_000 });
  await code.waitForTimeout(3_000); // the workbench takes keys only some time after it is drawn, and says so nowhere
  await code.keyboard.press('Control+Shift+Backquote');
  await expect(code.locator('.xterm-screen').first()).toBeVisible({ timeout: 60_000 });
  await code.locator('.xterm-screen').first().click();
  await code.keyboard.type('whoami > ~/.who\n');
  await expect
    .poll(() => inContainer(['cat', `/home/exp-${NAME}/.who`]).then((result) => result.stdout.trim()), {
      timeout: 60_000,
    })
    .toBe(`exp-${NAME}`);
  await picture(code, 'code-server');
  if (code !== page) await code.close();
});

test('the repository is there for who is logged in, without a second log-in', async () => {
  const git = await page.context().newPage();
  await git.goto(`http://${process.env.HOMELAB_TEST_ADDRESS}:3000/exp-${NAME}/${NAME}`);
  await expect(git.getByText('Keep the answer').first()).toBeVisible();
  await picture(git, 'repository');
  await git.close();
});

test('the page shows the figures of the experiment', async () => {
  test.setTimeout(600_000); // figures come with Prometheus’s scrapes, and the line has a point a minute
  await page.goto(`/experiments/${NAME}`);
  await expect(page.locator('canvas')).toHaveCount(2, { timeout: 300_000 });
  if (process.env.HOMELAB_PICTURES) await page.waitForTimeout(180_000); // a line that shows something
  await picture(page, 'experiment');
  await page.goto('/experiments');
  await expect(page.getByRole('link', { name: new RegExp(NAME) }).first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'experiments');
});

test('on a phone nothing scrolls sideways', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [path, name] of [
    ['/experiments', 'experiments-390'],
    [`/experiments/${NAME}`, 'experiment-390'],
    ['/activity', null],
    ['/account', null],
    ['/experiments/new', 'new-390'],
  ] as const) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await expectNothingSideways(page);
    if (name) await picture(page, name);
  }
  await page.setViewportSize({ width: 1440, height: 860 });
});

test('deleting asks for the name typed out and leaves nothing on the machine', async () => {
  await page.goto(`/experiments/${NAME}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  const confirm = dialog.getByRole('button', { name: /Delete/ });
  await expect(dialog).toBeVisible();
  await picture(page, 'delete');
  await dialog.getByLabel('Type the name of the experiment').fill('sensor');
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel('Type the name of the experiment').fill(NAME);
  await confirm.click();
  await expect
    .poll(() => sql(`select count(*) from experiments where name = '${NAME}'`), { timeout: 60_000 })
    .toBe('0');
  expect(await changesSince(before)).toEqual([]);
});

test('logging out ends the session on the server', async () => {
  const cookies = await page.context().cookies();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Log out' }).first().click();
  await page.waitForURL('**/login*');
  const token = cookies.find((cookie) => cookie.name === 'hp_session')?.value ?? '';
  const answer = await fetch(`http://${process.env.HOMELAB_TEST_ADDRESS}:8080/api/trpc/sessions.current`, {
    headers: { cookie: `hp_session=${token}` },
  });
  expect(answer.status).toBe(401);
});
