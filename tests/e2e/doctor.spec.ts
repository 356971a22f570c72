import { expect, type Page, test } from '@playwright/test';
import type { Api } from '../system/support/api.ts';
import { said } from '../system/support/container.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { place } from './support/pages.ts';
import { ADMINISTRATOR, openAs } from './support/person.ts';
import { picture } from './support/pictures.ts';

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;
let settings: unknown;

test.beforeAll(async ({ browser }) => {
  ({ page, api } = await openAs(browser, 'grace', ADMINISTRATOR));
  settings = (await api.query('settings.get')).data;
});

test.afterAll(async () => {
  await api.mutate('settings.update', settings);
  await page.close();
});

test('the doctor answers in one look, and says of each limit whether it is enforced', async () => {
  test.setTimeout(300_000);
  await page.goto('/experiments');
  await place(page, 'Doctor').click();
  await expect(page.getByRole('heading', { name: 'Doctor' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Whether all is well' })).toBeVisible();
  const probe = page.getByRole('region', { name: 'Limits, tried out' });
  const again = probe.getByRole('button');
  if ((await again.textContent()) === 'Probe again') await again.click();
  await expect(probe.getByText(/^(Enforced|Not enforced here)$/).first()).toBeVisible({ timeout: 240_000 });
  await expect(again).toHaveText('Probe again', { timeout: 240_000 });
  const services = page.getByRole('region', { name: 'Services' });
  await expect(services.getByText('Running').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Disks' })).toContainText('free of');
  await expectAccessible(page);
  await picture(page, 'doctor');
  await onPhone(page, () => expectNothingSideways(page));
});

test('a service that does not run is the first thing that the doctor says', async () => {
  await said('systemctl', 'stop', 'monitoring.service');
  try {
    await page.goto('/doctor');
    const verdict = page.getByRole('region', { name: 'Whether all is well' });
    await expect(verdict).toContainText(/does not run|has failed/, { timeout: 30_000 });
  } finally {
    await said('systemctl', 'start', 'monitoring.service');
  }
});

test('what owners may set at most is changed, and a default above it is refused in words', async () => {
  await page.goto('/settings');
  await expectAccessible(page);
  await picture(page, 'platform-settings');
  const form = page.getByRole('region', { name: 'Limits' });
  const most = form.getByLabel('Processes and threads in at once, owners, at most');
  await most.fill('100');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('at most');
  await most.fill('5000');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const { data } = await api.query<{ limits: { maxima: { user: { tasksMax: number } } } }>('settings.get');
  expect(data.limits.maxima.user.tasksMax).toBe(5000);
  await onPhone(page, () => expectNothingSideways(page));
});

test('mending by itself is switched on and off', async () => {
  const mend = page.getByRole('switch', { name: 'Mend by itself' });
  await mend.click();
  await expect(mend).toBeChecked();
  await expect
    .poll(async () => (await api.query<{ drift: { mend: string } }>('settings.get')).data.drift.mend)
    .toBe('automatic');
  await mend.click();
  await expect(mend).not.toBeChecked();
});

test('a place for archives is tried out before it is added: one that does not answer is refused, in words', async () => {
  await page.getByRole('button', { name: 'Add a place' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Kind').selectOption('s3');
  await dialog.getByLabel('Name').fill('Nowhere');
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9');
  await dialog.getByLabel('Bucket').fill('homelab');
  await dialog.getByLabel('Access key').fill('key');
  await dialog.getByLabel('Secret key').fill('secret');
  await dialog.getByRole('button', { name: 'Add place' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('who is no administrator finds neither page', async ({ browser }) => {
  const { page: other } = await openAs(browser, 'dan');
  await expect(place(other, 'Doctor')).toHaveCount(0);
  for (const path of ['/doctor', '/settings']) {
    await other.goto(path);
    await expect(other.getByRole('heading', { name: 'This is not yours' })).toBeVisible();
  }
  await other.close();
});
