import { expect, type Page, test } from '@playwright/test';
import { sql } from '../system/support/container.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { focusSearch } from './support/pages.ts';
import { openAs } from './support/person.ts';

/** Rows alone, without anything on the machine: what is tested here is the list. */
const HOW_MANY = 10_000;
const LIMITS = JSON.stringify({
  memoryHighBytes: 1 << 30,
  memoryMaxBytes: 2 ** 31,
  cpuPercent: 200,
  tasksMax: 512,
  diskBytes: 2 ** 34,
  databaseConnections: 20,
  statementTimeoutMs: 0,
});

test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  await sql(
    `insert into experiments (name, display_name, owner, state, limits, created_at)
     select 'row-' || lpad(i::text, 5, '0'), 'Number ' || i, 'lena',
            case when i % 100 = 0 then 'failed' when i % 10 = 0 then 'archived' else 'stopped' end,
            '${LIMITS}', now() - i * interval '1 minute'
     from generate_series(1, ${HOW_MANY}) i`,
  );
  ({ page } = await openAs(browser, 'lena'));
});

test.afterAll(async () => {
  await page.close();
  await sql(`delete from experiments where owner = 'lena' and name like 'row-%'`);
});

const firstRow = () => page.locator('a[data-row]').first();

test('ten thousand experiments are counted, and one page of them is shown', async () => {
  await page.goto('/experiments');
  await expect(page.getByRole('button', { name: 'All 9100' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Archived 900' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Failed 100' })).toBeVisible();
  await expect(page.locator('a[data-row]')).toHaveCount(50);
  await expect(page.getByText('1 to 50 of 9,100')).toBeVisible();
  await expectAccessible(page);
});

test('a search is answered by the server, kept in the address, and taken back by the back button', async () => {
  await focusSearch(page);
  await page.keyboard.type('Number 77');
  await expect(page).toHaveURL(/search=Number\+77$/);
  await expect(firstRow()).toContainText('row-00077');
  await expect(page.getByText(/ of 9,100/)).toBeHidden();
  await page.reload();
  await expect(page.getByLabel('Search by name')).toHaveValue('Number 77');
  await expect(firstRow()).toContainText('row-00077');
  await page.goBack();
  await expect(page).toHaveURL(/\/experiments$/);
  await expect(page.getByLabel('Search by name')).toHaveValue('');
  await expect(firstRow()).toContainText('row-00001');
});

test('a search that finds nothing says so and leads out', async () => {
  await focusSearch(page);
  await page.keyboard.type('no such thing');
  await expect(page.getByText('No experiment here has “no such thing”')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(firstRow()).toContainText('row-00001');
});

test('a column puts all of them in its order, and pages follow that order', async () => {
  await page.goto('/experiments');
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/sort=name&order=down$/);
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(firstRow()).toContainText('row-10000');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/page=2$/);
  await expect(page.getByText('51 to 100 of 9,100')).toBeVisible();
  await expect(firstRow()).not.toContainText('row-10000');
  await page.goBack();
  await expect(firstRow()).toContainText('row-10000');
});

test('an archived one leads to its archive or to where that would be', async () => {
  await page.goto('/experiments?show=archived');
  await expect(page.getByText('1 to 50 of 900')).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(firstRow()).toHaveAttribute('href', /^\/archives/);
});

test('rows are walked through, ticked and unticked by keyboard alone', async () => {
  await page.goto('/experiments');
  await expect(firstRow()).toBeVisible();
  await focusSearch(page);
  await page.keyboard.press('ArrowDown');
  await expect(firstRow()).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  const bar = page.getByRole('region', { name: 'Do with the selected experiments' });
  await expect(bar).toContainText('3 selected');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test('what is ticked stays ticked on another page, and the bar says so', async () => {
  await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
  await page.getByRole('button', { name: 'Next page' }).click();
  const bar = page.getByRole('region', { name: 'Do with the selected experiments' });
  await expect(bar).toContainText('50 selected, 50 on other pages');
  await page.getByRole('button', { name: 'Failed 100' }).click();
  await expect(bar).toBeHidden();
});

test('a person who is no administrator has no switch for whose they are', async () => {
  await expect(page.getByText('Only mine')).toHaveCount(0);
});

test('the palette finds one among ten thousand by a part of its name, and it is chosen at once', async () => {
  const filter = page.getByLabel('Search by name');
  await filter.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search' });
  const chosen = async () => {
    const field = palette.getByRole('combobox', { name: 'Search experiments and pages' });
    return palette.locator(`[id="${await field.getAttribute('aria-activedescendant')}"]`).textContent();
  };
  await page.keyboard.type('row-0678');
  await expect(palette.getByRole('option', { name: 'row-06781' })).toBeVisible();
  await expect(palette.getByRole('status').first()).toContainText('8 found');
  await expectAccessible(page);
  expect(await chosen()).toContain('row-06780');
  await page.keyboard.press('ArrowUp');
  await expect.poll(chosen, 'the arrows go round').toContain('row-06787');
  await page.keyboard.type('9');
  await expect(palette.getByRole('option')).toHaveCount(1);
  expect(await chosen()).toContain('row-06789');
  await page.keyboard.type('no such thing');
  await expect(palette.getByText('Nothing of that name.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(filter, 'the focus goes back to where it was').toBeFocused();
});

test('Enter in the palette opens nothing before the answer is there that it is for', async () => {
  await page.route('**/api/trpc/experiments.list*', async (route) => {
    if (route.request().url().includes('row-04321')) await new Promise((answer) => setTimeout(answer, 700));
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('row-04321');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByText('Searching')).toBeVisible();
  await expect(page.getByRole('option', { name: 'row-04321' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/experiments/row-04321');
  await page.unroute('**/api/trpc/experiments.list*');
});

test('the palette that is opened first without a network says that it searches, not that there is nothing', async () => {
  await page.goto('/experiments');
  await expect(firstRow()).toBeVisible();
  await page.context().setOffline(true);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('row-00001');
  await expect(page.getByRole('dialog').getByText('Searching')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('option', { name: 'row-00001' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('on a phone the list, its controls and the bar for several fit the width', async () => {
  await onPhone(page, async () => {
    await page.goto('/experiments');
    await expect(firstRow()).toBeVisible();
    await expectNothingSideways(page);
    await page
      .getByRole('checkbox', { name: /^Select row/ })
      .first()
      .click();
    await expect(page.getByRole('button', { name: 'Archive', exact: true })).toBeVisible();
    await expectNothingSideways(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Untick all (Esc)' }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Account' })).toBeVisible();
    await page.keyboard.press('Escape');
  });
});
