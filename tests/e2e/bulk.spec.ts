import { expect, type Page, test } from '@playwright/test';
import { type Api, ended } from '../system/support/api.ts';
import { changesSince, inventory } from '../system/support/inventory.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { focusSearch } from './support/pages.ts';
import { openAs } from './support/person.ts';
import { picture } from './support/pictures.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;
let before: string[];

test.beforeAll(async ({ browser }) => {
  ({ page, api } = await openAs(browser, 'bruno'));
  before = await inventory();
});

test.afterAll(async () => {
  await page.close();
});

/** Waits on the page of a batch until nothing of it is left to do. */
async function batchEnded(what: string | RegExp): Promise<void> {
  await page.waitForURL('**/operations/batch/*');
  await expect(page.getByText(what)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('main').getByRole('link', { name: 'Experiments', exact: true })).toBeVisible();
}

async function selectAll(): Promise<void> {
  await page.goto('/experiments');
  await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
}

/** Deletes what this file archived. */
async function removeArchives(): Promise<void> {
  const { data } = await api.query<{ items: { id: string; experimentName: string }[] }>('archives.list', {
    search: 'course-',
  });
  for (const { id, experimentName } of data.items) {
    const asked = await api.mutate<{ operationId: string }>('archives.remove', { id, confirmation: experimentName });
    expect((await ended(api, asked.data.operationId)).failure).toBeNull();
  }
}

const dialog = () => page.getByRole('alertdialog');

test('several numbered experiments are created in one request, and each is a row of its progress', async () => {
  await page.goto('/experiments/new');
  await page.getByRole('switch', { name: 'Create several at once' }).click();
  await page.getByLabel('Name that the number is put after').fill('course');
  await page.getByLabel('How many').fill('3');
  await expect(page.getByText('They are called course-1 to course-3.')).toBeVisible();
  await expect(page.getByText('course-1 is free')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create experiments' }).click();
  await batchEnded('3 of 3 done');
  await expect(page.getByRole('heading', { name: 'Created 3 experiments' })).toBeVisible();
  await expectAccessible(page);
});

test('asked for again with one more, those that are there are refused by name and the other is made', async () => {
  await page.goto('/experiments/new');
  await page.getByRole('switch', { name: 'Create several at once' }).click();
  await page.getByLabel('Name that the number is put after').fill('course');
  await page.getByLabel('How many').fill('4');
  await expect(page.getByText('Names that are taken are left out.')).toBeVisible();
  await page.getByRole('button', { name: 'Create experiments' }).click();
  await batchEnded('1 of 1 done');
  await expect(page.getByText('3 were not accepted')).toBeVisible();
  await expect(page.getByText('There already is an experiment “course-3”')).toBeVisible();
});

test('one that is stopped refuses to be stopped, and the page of the request says so beside the others', async () => {
  await page.goto('/experiments');
  await page.getByRole('checkbox', { name: 'Select course-2' }).click();
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await stop.click();
  await expect(dialog()).toContainText('Stop course-2?');
  await page.keyboard.press('Escape');
  await expect(stop, 'Esc closes the question alone, and the focus goes back').toBeFocused();
  await stop.click();
  await dialog().getByRole('button', { name: 'Stop course-2' }).click();
  await batchEnded('1 of 1 done');

  await selectAll();
  await picture(page, 'select-several');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(dialog()).toContainText('For 1 of them this will be refused');
  await dialog().getByRole('button', { name: 'Stop 4 experiments' }).click();
  await batchEnded('3 of 3 done');
  await expect(page.getByText('One was not accepted')).toBeVisible();
  await expect(page.getByText('course-2', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'several-progress');
  await onPhone(page, () => expectNothingSideways(page));
});

test('what is refused stays known when the page is loaded again', async () => {
  await page.reload();
  await expect(page.getByText('One was not accepted')).toBeVisible();
});

test('all are started again by keyboard', async () => {
  await page.goto('/experiments?show=stopped');
  await expect(page.locator('a[data-row]')).toHaveCount(4);
  await focusSearch(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Space');
  await page.getByRole('button', { name: 'Start', exact: true }).press('Enter');
  await expect(dialog().getByRole('button', { name: 'Start 4 experiments' })).toBeFocused();
  await page.keyboard.press('Enter');
  await batchEnded('4 of 4 done');
});

test('two are archived by the bar for several, each with its progress, and the list has them under Archived', async () => {
  test.setTimeout(240_000);
  await page.goto('/experiments');
  for (const name of ['course-1', 'course-2']) await page.getByRole('checkbox', { name: `Select ${name}` }).click();
  const bar = page.getByRole('region', { name: 'Do with the selected experiments' });
  await bar.getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(dialog()).toContainText('Archive 2 experiments?');
  await expect(dialog()).toContainText('read back and compared, and only then taken off this machine');
  const confirm = dialog().getByRole('button', { name: 'Archive 2 experiments' });
  await expect(confirm).toBeDisabled();
  await dialog().getByRole('textbox').fill('archive 2');
  await expectAccessible(page);
  await picture(page, 'archive-several');
  await confirm.click();
  await page.waitForURL('**/operations/batch/*');
  await expect(page.getByRole('heading', { name: 'Archiving 2 experiments' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'course-1' })).toContainText(/Waits|Archiving|Archived/);
  await picture(page, 'archive-several-progress');
  await batchEnded('2 of 2 done');
  await expect(page.getByRole('heading', { name: 'Archived 2 experiments' })).toBeVisible();
  await expectAccessible(page);

  await page.goto('/experiments');
  await expect(page.locator('a[data-row]')).toHaveText([/course-\d/, /course-\d/]);
  await page.getByRole('button', { name: /^Archived/ }).click();
  await expect(page.locator('a[data-row]').filter({ hasText: /course-[12]/ })).toHaveCount(2);
  await page.locator('a[data-row]').filter({ hasText: 'course-2' }).click();
  await page.waitForURL('**/archives/*');
  await expect(page.getByText('Complete')).toBeVisible();
});

test('deleting several says their names, asks for the words, and leaves nothing on the machine', async () => {
  await selectAll();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const confirm = dialog().getByRole('button', { name: 'Delete 2 experiments' });
  await expect(dialog()).toContainText('course-3');
  await expect(dialog()).toContainText('This cannot be undone');
  await dialog().getByRole('textbox').fill('delete 1');
  await expect(confirm).toBeDisabled();
  await expectAccessible(page);
  await picture(page, 'delete-several');
  await dialog().getByRole('textbox').fill('delete 2');
  await confirm.click();
  await batchEnded('2 of 2 done');
  await removeArchives();
  expect(await changesSince(before)).toEqual([]);
});
