import { expect, type Page, test } from '@playwright/test';
import { Api, create, remove } from '../system/support/api.ts';
import { sql } from '../system/support/container.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { openAs } from './support/person.ts';
import { picture } from './support/pictures.ts';

const NAME = 'living-lab';
const PATH = `/experiments/${NAME}`;

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;

test.beforeAll(async ({ browser }) => {
  await sql('delete from rate_limits');
  const opened = await openAs(browser, 'carol');
  page = opened.page;
  api = await Api.logIn(opened.person);
  expect((await create(api, NAME, 'Sensors in the garden')).state).toBe('succeeded');
  await api.mutate('workspaces.start', { name: NAME, workspace: 'lab' });
});

test.afterAll(async () => {
  await page.close();
  await remove(api, NAME);
});

test('the page says when what runs is stopped, and keeps it awake until an hour that is chosen', async () => {
  await page.goto(PATH);
  // It is looked at every 30 s, and while it still starts it gives no answer.
  await expect(page.getByText(/JupyterLab: stops in .* unless/)).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Keep awake' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: '1 hour' })).toBeVisible();
  await picture(page, 'keep-awake');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Kept awake until \d\d:\d\d\.$/).first()).toBeVisible();
  const { data } = await api.query<{ keepAwakeUntil: string }>('idling.get', { name: NAME });
  expect(Date.parse(data.keepAwakeUntil) - Date.now()).toBeGreaterThan(30 * 60_000);
  await expectAccessible(page);
});

test('a date is chosen in a dialog, one in the past is refused there, and keeping awake ends', async () => {
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('menuitem', { name: 'Until a date…' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Day and hour').fill('2020-01-01T10:00');
  await dialog.getByRole('button', { name: 'Keep awake' }).click();
  await expect(dialog.getByText('That is in the past.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('menuitem', { name: 'No longer' }).click();
  await expect(page.getByText(/Kept awake until/)).toHaveCount(0);
});

test('logs are followed, by source and by level, each source with its address', async () => {
  await page.getByRole('link', { name: 'Log of JupyterLab' }).click();
  await page.waitForURL('**/logs?source=lab');
  await expect(page.getByRole('region', { name: 'Lines of the log' })).toContainText('ServerApp', { timeout: 30_000 });
  await expect(page.getByRole('switch', { name: 'Follow' })).toBeChecked();
  await page.getByRole('button', { name: /^Errors/ }).click();
  await expect(page.getByRole('button', { name: /^Errors/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: /^All lines/ }).click();
  await expectAccessible(page);
  await picture(page, 'logs');
  await page.getByRole('link', { name: 'Posted' }).click();
  await page.waitForURL('**/logs?source=posted');
  await expect(page.getByText('Nothing posted yet')).toBeVisible();
});

test('stopping says what ends, and a stopped experiment says that nothing starts by itself', async () => {
  await page.goto(PATH);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Stop experiment' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Everything of it ends');
  await dialog.getByRole('button', { name: 'Stop experiment' }).click();
  await expect(page.getByText('nothing starts by itself')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: 'Open JupyterLab' })).toHaveCount(0);
  await expectAccessible(page);
  await picture(page, 'stopped');
  await onPhone(page, async () => {
    await expectNothingSideways(page);
    await picture(page, 'stopped-390');
  });
});

test('starting brings it back', async () => {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Open JupyterLab' })).toBeVisible({ timeout: 60_000 });
});
