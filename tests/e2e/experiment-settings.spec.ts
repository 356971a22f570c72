import { expect, type Page, test } from '@playwright/test';
import { type Api, remove } from '../system/support/api.ts';
import { said, script, sql } from '../system/support/container.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { tab } from './support/pages.ts';
import { openWithExperiment } from './support/person.ts';
import { picture } from './support/pictures.ts';

const NAME = 'tuned-lab';
const PATH = `/experiments/${NAME}`;
const VALUE = 'not-to-be-seen-again';

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;

test.beforeAll(async ({ browser }) => {
  ({ page, api } = await openWithExperiment(browser, 'carol', NAME));
});

test.afterAll(async () => {
  await page.close();
  await remove(api, NAME);
});

test('the tabs are links: reached by keyboard, each with its address, and the back button goes through them', async () => {
  await page.goto(PATH);
  await tab(page, NAME, 'Sharing').focus();
  await page.keyboard.press('Tab');
  await expect(tab(page, NAME, 'Settings')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${PATH}/settings`);
  await expect(tab(page, NAME, 'Settings')).toHaveAttribute('aria-current', 'page');
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${PATH}$`));
});

test('a limit is changed while it runs, by keyboard alone, and the machine holds the new one', async () => {
  await page.goto(`${PATH}/settings`);
  await expectAccessible(page);
  const tasks = page.getByLabel('Processes and threads');
  await tasks.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('321');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The new limits hold.')).toBeVisible();
  const slice = await sql(`select 'user-' || uid || '.slice' from experiments where name = '${NAME}'`);
  expect(await said('systemctl', 'show', slice, '--property', 'TasksMax', '--value')).toBe('321');
  await picture(page, 'limits');
});

test('a limit over what the person may set is refused under its field, and nothing is saved', async () => {
  const disk = page.getByLabel('Disk', { exact: true });
  const before = await disk.inputValue();
  await disk.fill('9000000');
  await expect(page.locator('#limit-diskBytes-note')).toContainText('At most');
  await page.keyboard.press('Enter');
  expect((await api.query<{ limits: { diskBytes: number } }>('limits.get', { name: NAME })).data.limits.diskBytes).toBe(
    Number(before) * 1024 ** 3,
  );
  await page.getByRole('button', { name: 'Undo changes' }).click();
  await expect(disk).toHaveValue(before);
});

test('idling of its own replaces that of the platform', async () => {
  await page.getByRole('switch', { name: 'Settings of its own' }).click();
  await page.getByLabel('Nothing runs, nobody is connected').selectOption('30');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const { data } = await api.query<{ own: boolean; settings: { idleMinutes: number } }>('idling.get', { name: NAME });
  expect(data).toMatchObject({ own: true, settings: { idleMinutes: 30 } });
});

test('a secret is set and never shown again, not even to the page’s source', async () => {
  await page.getByLabel('Name', { exact: true }).fill('API_KEY');
  await page.getByLabel('Value').fill(VALUE);
  await page.getByRole('button', { name: 'Set secret' }).click();
  await expect(page.getByRole('list', { name: 'Secrets' })).toContainText('API_KEY');
  await expect(page.getByLabel('Value')).toHaveValue('');
  const source = await (await page.reload())?.text();
  expect(source).toContain('API_KEY');
  expect(source).not.toContain(VALUE);
  await picture(page, 'secrets');
  await page.getByRole('button', { name: 'Replace API_KEY' }).click();
  await expect(page.getByLabel('Value')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Replace secret' })).toBeVisible();
});

test('a secret is removed after a question, and the focus comes back', async () => {
  await page.getByRole('button', { name: 'Remove API_KEY' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Remove API_KEY' })).toBeFocused();
  await page.getByRole('button', { name: 'Remove API_KEY' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove secret' }).click();
  await expect(page.getByText('No secret is set yet.')).toBeVisible();
});

test('passwords and tokens are changed after a question that says what ends', async () => {
  await page.getByRole('button', { name: 'Change passwords and tokens' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('the old ones open nothing any more');
  await expectAccessible(page);
  await onPhone(page, () => expectNothingSideways(page));
  await picture(page, 'renew');
  await dialog.getByRole('button', { name: 'Change them' }).click();
  await page.waitForURL('**/operations/*');
  await page.waitForURL(`**${PATH}`, { timeout: 60_000 }); // it has succeeded, and leads on by itself
  await page.goto(`${PATH}/settings`);
});

test('a key is added with the command to log in beside it, and what is no key is refused', async () => {
  await page.getByLabel('Public key').fill('ssh-ed25519 nonsense carol@laptop');
  await page.getByRole('button', { name: 'Add key' }).click();
  await expect(page.locator('#ssh-key-note')).toHaveClass(/text-bad/);
  const key = await script(
    `f=$(mktemp -u); ssh-keygen -q -t ed25519 -N '' -C carol@laptop -f $f; cat $f.pub; rm $f $f.pub`,
  );
  await page.getByLabel('Public key').fill(key);
  await page.getByRole('button', { name: 'Add key' }).click();
  await expect(page.getByRole('list', { name: 'SSH keys' })).toContainText('carol@laptop');
  await expect(page.getByRole('list', { name: 'SSH keys' })).toContainText('SHA256:');
  const host = new URL(page.url()).hostname;
  await expect(page.getByText(new RegExp(`ssh -p \\d+ exp-${NAME}@${host}`))).toBeVisible();
  await expectAccessible(page);
  await page.getByText('People whose key is here').scrollIntoViewIfNeeded();
  await picture(page, 'ssh-keys');
  await onPhone(page, () => expectNothingSideways(page));
  await page.getByRole('button', { name: /Remove the key/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove key' }).click();
  await expect(page.getByText('nobody can log in')).toBeVisible();
});
