import { expect, type Page, test } from '@playwright/test';
import { type Api, remove } from '../system/support/api.ts';
import { said, script, sql } from '../system/support/container.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { openWithExperiment } from './support/person.ts';
import { picture } from './support/pictures.ts';

const NAME = 'kept-lab';
const PATH = `/experiments/${NAME}`;
const HOME = `/home/exp-${NAME}`;

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;

test.beforeAll(async ({ browser }) => {
  ({ page, api } = await openWithExperiment(browser, 'carol', NAME, 'What must not be lost'));
  await script(`runuser -u exp-${NAME} -- bash -c 'mkdir -p ${HOME}/data && echo as-it-was > ${HOME}/data/table.csv'`);
  await sql('create table scores (n int); insert into scores values (42)', `experiment_${NAME}`);
  await sql(`alter table scores owner to "exp-${NAME}"`, `experiment_${NAME}`);
});

test.afterAll(async () => {
  await page.close();
  await remove(api, NAME);
});

test('a page without snapshots says what one is, and makes one while everything goes on', async () => {
  await page.goto(`${PATH}/snapshots`);
  await expect(page.getByRole('heading', { name: 'No snapshots yet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Complete' })).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page);
});

test('the schedule is set with what stays, and the page says when the next one is made', async () => {
  await page.getByLabel('Make one', { exact: true }).selectOption('6');
  await page.getByLabel('Keep the last').fill('3');
  await page.getByRole('region', { name: 'Schedule' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/The next is made/)).toBeVisible();
  const { data } = await api.query<{ schedule: unknown }>('snapshots.list', { name: NAME });
  expect(data.schedule).toEqual({ everyHours: 6, keepLast: 3, keepDaily: 7, keepWeekly: 4 });
  await picture(page, 'snapshots');
  await onPhone(page, async () => {
    await expectNothingSideways(page);
    await picture(page, 'snapshots-390');
  });
});

test('a file and a table that were lost come back beside what is there, never over it', async () => {
  await script(`echo changed > ${HOME}/data/table.csv`);
  await sql('drop table scores', `experiment_${NAME}`);
  await page.goto(`${PATH}/snapshots`);
  await page.getByRole('row').filter({ hasText: 'Complete' }).getByRole('link').click();
  await page.getByRole('button', { name: 'data, open folder' }).click();
  await page.getByRole('checkbox', { name: 'Recover table.csv' }).check();
  await page.getByRole('checkbox', { name: /^Recover .*scores$/ }).focus();
  await page.keyboard.press('Space');
  const bar = page.getByRole('region', { name: 'Recover' });
  await expect(bar).toContainText('1 file or folder and 1 table chosen');
  await expectAccessible(page);
  await picture(page, 'snapshot');
  await onPhone(page, () => expectNothingSideways(page));
  await bar.getByRole('button', { name: 'Recover' }).click();
  await page.waitForURL('**/operations/*');
  await expect(page.getByText(/Recovered from a snapshot|Done/).first()).toBeVisible({ timeout: 90_000 });
  expect(await script(`cat ${HOME}/recovered/*/data/table.csv`)).toBe('as-it-was');
  expect(await said('cat', `${HOME}/data/table.csv`)).toBe('changed');
  const schema = await sql(`select nspname from pg_namespace where nspname like 'recovered%'`, `experiment_${NAME}`);
  expect(await sql(`select n from "${schema}".scores`, `experiment_${NAME}`)).toBe('42');
});

test('its files are downloaded with the session of the page', async () => {
  await page.goto(`${PATH}/snapshots`);
  await page.getByRole('row').filter({ hasText: 'Complete' }).getByRole('link').click();
  const loading = page.waitForEvent('download');
  await page
    .getByRole('link', { name: /^Download .*manifest\.json/ })
    .or(page.getByRole('link', { name: /^Download/ }))
    .first()
    .click();
  const download = await loading;
  expect(await download.failure()).toBeNull();
});

test('a snapshot is deleted after a question', async () => {
  await page.getByRole('button', { name: 'Delete snapshot' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete snapshot' }).click();
  await page.waitForURL(`**${PATH}/snapshots`);
  await expect(page.getByRole('heading', { name: 'No snapshots yet' })).toBeVisible({ timeout: 90_000 });
});
