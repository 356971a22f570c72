import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { type Api, create } from '../system/support/api.ts';
import { inContainer, said } from '../system/support/container.ts';
import { holdSteps, letGo, releaseSteps, untilHeld } from '../system/support/hold-step.ts';
import { changesSince, inventory } from '../system/support/inventory.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { openAs } from './support/person.ts';
import { picture } from './support/pictures.ts';

const NAME = 'tide-tables';
const AGAIN = 'tide-tables-2';

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;
let before: string[];

test.beforeAll(async ({ browser }) => {
  ({ page, api } = await openAs(browser, 'ada'));
  before = await inventory();
  expect((await create(api, NAME, 'Tide tables of the harbour')).failure).toBeNull();
  await as(NAME, 'echo high water at noon > ~/src/notes.txt; psql -qc "create table tides as select 1.5 as metres"');
});

test.afterAll(async () => {
  await page.close();
});

const dialog = () => page.getByRole('alertdialog');
/** Runs a command in an experiment, as a log-in of it. */
const as = (name: string, command: string) => said('runuser', '-l', `exp-${name}`, '-c', command);

/** What was put into the experiment, as it is there now. */
async function contentsOf(name: string): Promise<string[]> {
  return (await as(name, 'cat ~/src/notes.txt; psql -Atc "select metres from tides"')).split('\n').slice(-2);
}
const CONTENTS = ['high water at noon', '1.5'];

/** Asks on the experiment's page that it be archived, and leads to the progress. */
async function askToArchive(): Promise<void> {
  await page.goto(`/experiments/${NAME}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Archive/ }).click();
  await expect(dialog()).toContainText(`Archive ${NAME}?`);
  await dialog().getByRole('textbox').fill(NAME);
  await expectAccessible(page);
  await picture(page, 'archive-dialog');
  await dialog()
    .getByRole('button', { name: /^Archive/ })
    .click();
  await page.waitForURL('**/operations/*');
}

test('archiving that is cancelled in the middle is taken back, and the experiment is as before', async () => {
  test.setTimeout(240_000);
  expect((await api.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).message).toBeNull();
  await holdSteps({ kind: 'experiment.archive', key: 'home', state: 'done', seconds: 120 });
  try {
    await askToArchive();
    await untilHeld();
    await page.getByRole('button', { name: 'Cancel and undo' }).click();
    await expect(dialog()).toContainText('taken back, the last first');
    const undone = dialog().getByRole('list', { name: 'What is taken back' }).getByRole('listitem');
    await expect(undone.first()).toHaveText('Home folder');
    await expect(undone.last()).toHaveText('Check the space for the archive');
    await expectAccessible(page);
    await picture(page, 'cancel');
    await dialog().getByRole('button', { name: 'Cancel and undo' }).click();
    await expect(dialog()).toBeHidden();
    await letGo();
    await expect(page.getByText('Everything that had been done is taken back.')).toBeVisible({ timeout: 90_000 });
  } finally {
    await releaseSteps();
  }
  await expect(page.getByRole('heading', { level: 1 })).toContainText('cancelled');
  await expectAccessible(page);
  await picture(page, 'cancelled');
  await onPhone(page, () => expectNothingSideways(page));

  await page.goto(`/experiments/${NAME}`);
  await expect(page.getByText('Ready').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop JupyterLab' }), 'what ran runs again').toBeVisible();
  expect(await contentsOf(NAME)).toEqual(CONTENTS);
  await page.goto('/archives');
  await expect(page.getByText('No archives yet')).toBeVisible();
});

test('an experiment with a file and a table is archived from its page, and its steps are shown', async () => {
  test.setTimeout(240_000);
  await askToArchive();
  await expect(page.getByRole('listitem').filter({ hasText: 'Commit and push' })).toContainText('done', {
    timeout: 60_000,
  });
  await picture(page, 'archive-progress');
  await page.waitForURL('**/archives/*', { timeout: 120_000 });
  expect((await inContainer(['id', `exp-${NAME}`])).code, 'its account is gone').not.toBe(0);
});

test('the archive says what is in it and proves it by SHA-256', async () => {
  await expect(page.getByText('Complete')).toBeVisible();
  await expect(page.getByText('public.tides')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Files', exact: true })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'archive');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByText('Every file is what it was when it was written.')).toBeVisible({ timeout: 60_000 });
  await onPhone(page, async () => {
    await expectNothingSideways(page);
    await picture(page, 'archive-390');
  });
});

test('its files can be taken away, but for the sealed secrets', async () => {
  const download = page.waitForEvent('download', { timeout: 30_000 });
  await page.getByRole('link', { name: 'Download manifest.json' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${NAME}-.*manifest\\.json$`));
  const manifest = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(manifest.experiment.name).toBe(NAME);
  expect(manifest.contents.database.tables).toEqual(['public.tides']);
  await expect(page.getByRole('link', { name: 'Download home.tar.zst' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download secrets.sealed' })).toHaveCount(0);
});

test('the list of experiments and the list of archives both lead to it', async () => {
  const address = new URL(page.url()).pathname;
  await page.goto('/experiments?show=archived');
  await expect(page.getByRole('link', { name: NAME }).first()).toHaveAttribute('href', address);
  await page.goto('/archives?search=tide');
  await expect(page.getByRole('link', { name: NAME }).first()).toHaveAttribute('href', address);
  await expectAccessible(page);
  await picture(page, 'archives');
  await page.getByRole('link', { name: NAME }).first().click();
  await page.waitForURL(`**${address}`);
});

test('it is restored under another name with its file and its table, while the archive stays', async () => {
  test.setTimeout(240_000);
  const address = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(dialog().getByText('Free')).toBeVisible();
  await dialog().getByLabel('Name of the restored experiment').fill(AGAIN);
  await expect(dialog().getByText('Free')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'restore');
  await dialog()
    .getByRole('button', { name: `Restore as ${AGAIN}` })
    .click();
  await page.waitForURL(`**/experiments/${AGAIN}`, { timeout: 120_000 });
  expect(await contentsOf(AGAIN)).toEqual(CONTENTS);
  await page.goto(address);
  await expect(page.getByText('Complete')).toBeVisible();
});

test('a name that is taken is refused while it is typed', async () => {
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await dialog().getByLabel('Name of the restored experiment').fill(AGAIN);
  await expect(dialog().getByText(`There already is an experiment “${AGAIN}”`)).toBeVisible();
  await expect(dialog().getByRole('button', { name: /^Restore as/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Restore', exact: true })).toBeFocused();
});

test('deleting the archive and the restored experiment asks for their names and leaves nothing', async () => {
  test.setTimeout(240_000);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete archive' }).click();
  const confirm = dialog().getByRole('button', { name: 'Delete archive' });
  await expect(confirm).toBeDisabled();
  await dialog().getByRole('textbox').fill(NAME);
  await confirm.click();
  await page.waitForURL('**/archives', { timeout: 60_000 });
  await expect(page.getByText('No archives yet')).toBeVisible();

  await page.goto('/experiments');
  await page.getByRole('checkbox', { name: `Select ${AGAIN}` }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog().getByRole('textbox').fill('delete 1');
  await dialog()
    .getByRole('button', { name: `Delete ${AGAIN}` })
    .click();
  await expect(page.getByText('1 of 1 done')).toBeVisible({ timeout: 120_000 });
  expect(await changesSince(before)).toEqual([]);
});
