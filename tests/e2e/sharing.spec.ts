import { expect, type Page, test } from '@playwright/test';
import { type Api, ended, remove } from '../system/support/api.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { tab } from './support/pages.ts';
import { openAs, openWithExperiment } from './support/person.ts';
import { picture } from './support/pictures.ts';

const NAME = 'shared-lab';
const PATH = `/experiments/${NAME}`;

test.describe.configure({ mode: 'serial' });

let owner: Page;
let other: Page;
let ownerApi: Api;
let otherApi: Api;

test.beforeAll(async ({ browser }) => {
  ({ page: owner, api: ownerApi } = await openWithExperiment(browser, 'carol', NAME, 'What two people work on'));
  ({ page: other, api: otherApi } = await openAs(browser, 'dan'));
});

test.afterAll(async () => {
  const holder = (await ownerApi.query('experiments.get', { name: NAME })).status === 200 ? ownerApi : otherApi;
  await holder.mutate('members.transfer', { name: NAME, to: 'carol', stay: false, confirmation: NAME });
  await remove(ownerApi, NAME);
  await Promise.all([owner.close(), other.close()]);
});

const row = (page: Page, username: string) => page.getByRole('row').filter({ hasText: username });

test('to somebody it is not shared with, its page is as if there were none', async () => {
  await other.goto(PATH);
  await expect(other.getByRole('heading', { name: 'Not found' })).toBeVisible();
});

test('an account that is not there is refused in the form, by keyboard', async () => {
  await owner.goto(`${PATH}/sharing`);
  await owner.getByLabel('Account name').focus();
  await owner.keyboard.type('nobody-of-this-name');
  await owner.keyboard.press('Enter');
  await expect(owner.locator('#member-username-note')).toContainText('nobody-of-this-name');
  await expectAccessible(owner);
});

test('a viewer sees it and is shown no button that would be refused', async () => {
  await owner.getByLabel('Account name').fill('dan');
  await owner.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(row(owner, 'dan')).toBeVisible();
  await expect(row(owner, 'dan').getByLabel('Role of dan')).toHaveValue('viewer');
  await picture(owner, 'sharing');

  await other.goto(PATH);
  await expect(other.getByRole('heading', { name: NAME })).toBeVisible();
  await expect(tab(other, NAME)).toHaveText(['Overview', 'Sharing']);
  for (const name of [/^Start/, /^Stop/, /^Restart/, 'More actions', 'Keep awake'])
    await expect(other.getByRole('button', { name })).toHaveCount(0);
  await expect(other.getByRole('link', { name: /^Open/ })).toHaveCount(0);
  await expectAccessible(other);
  await picture(other, 'sharing-viewer');
  await onPhone(other, () => expectNothingSideways(other));
});

test('the tabs that a viewer lacks are refused by their address too', async () => {
  for (const tab of ['logs', 'snapshots', 'settings']) {
    await other.goto(`${PATH}/${tab}`);
    await expect(other.getByRole('heading', { name: 'This part is not shared with you' }), tab).toBeVisible();
  }
});

test('logs are a right of their own: switched on, the viewer reads them', async () => {
  await row(owner, 'dan').getByRole('switch', { name: 'dan reads logs' }).click();
  await expect(row(owner, 'dan').getByRole('switch')).toBeChecked();
  // the switch shows what was asked for, a moment before it is so
  await expect(async () => {
    await other.goto(`${PATH}/logs`);
    await expect(other.getByRole('navigation', { name: 'Whose log' })).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 30_000 });
});

test('an operator starts and opens it, and finds no settings', async () => {
  await owner.getByLabel('Role of dan').selectOption('operator');
  await expect(owner.getByText('dan is an operator now.')).toBeVisible();
  await other.goto(PATH);
  await expect(other.getByRole('link', { name: 'Open JupyterLab' })).toBeVisible();
  await expect(tab(other, NAME, 'Settings')).toHaveCount(0);
  await other.getByRole('button', { name: 'Start code-server' }).click();
  await expect(other.getByRole('button', { name: 'Stop code-server' })).toBeVisible({ timeout: 60_000 });
  await other.getByRole('button', { name: 'More actions' }).click();
  await expect(other.getByRole('menuitem')).toHaveText(['Restart everything', 'Stop experiment']);
  await other.keyboard.press('Escape');
  await other.goto(`${PATH}/sharing`);
  await expect(other.getByLabel('Account name')).toHaveCount(0);
  await expect(other.getByRole('button', { name: 'Transfer ownership' })).toHaveCount(0);
});

test('who is no operator any more keeps no password: the question says what ends, and the change is led to', async () => {
  await owner.goto(`${PATH}/sharing`);
  await owner.getByLabel('Role of dan').selectOption('viewer');
  const dialog = owner.getByRole('alertdialog');
  await expect(dialog.getByRole('switch')).toBeChecked();
  await expectAccessible(owner);
  await picture(owner, 'take-back');
  await onPhone(owner, async () => {
    await expectNothingSideways(owner);
    await picture(owner, 'take-back-390');
  });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(owner.getByLabel('Role of dan')).toHaveValue('operator');

  await owner.getByLabel('Role of dan').selectOption('viewer');
  await dialog.getByRole('button', { name: 'Make a viewer' }).click();
  await expect(owner.getByText('dan is a viewer now. Its passwords and tokens are being changed.')).toBeVisible();
  await owner.getByRole('button', { name: 'Show the steps' }).click();
  await owner.waitForURL('**/operations/*');
  await owner.waitForURL(`**${PATH}`, { timeout: 60_000 }); // it has succeeded, and leads on by itself
});

test('a member is removed although the passwords cannot be changed at that moment, and the page says so even when the question was closed', async () => {
  const operator = { name: NAME, username: 'dan', role: 'operator', logs: true };
  expect((await ownerApi.mutate('members.set', operator)).message).toBeNull();
  await owner.goto(`${PATH}/sharing`);
  await owner.getByRole('button', { name: 'Remove dan' }).click();
  await expect(owner.getByRole('alertdialog')).toBeVisible();
  const { data } = await ownerApi.mutate<{ operationId: string }>('experiments.renew', { name: NAME });
  const answer = Promise.withResolvers<void>();
  await owner.route('**/api/trpc/members.remove*', async (route) => {
    await answer.promise;
    await route.continue();
  });
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await owner.keyboard.press('Escape');
  await expect(owner.getByRole('alertdialog')).toHaveCount(0);
  answer.resolve();
  await expect(
    owner.getByText(/dan may not use it any more\. Its passwords and tokens are not changed\. .*still under way/),
  ).toBeVisible();
  await expect(row(owner, 'dan')).toHaveCount(0);
  await owner.unroute('**/api/trpc/members.remove*');
  expect((await ended(ownerApi, data.operationId)).failure).toBeNull();
});

test('ownership goes to the other one after the name was typed out, and the owner before stays an operator', async () => {
  await owner.goto(`${PATH}/sharing`);
  await owner.getByRole('button', { name: 'Transfer ownership' }).click();
  const dialog = owner.getByRole('alertdialog');
  await dialog.getByLabel('New owner').fill('dan');
  await expect(dialog.getByRole('button', { name: 'Transfer' })).toBeDisabled();
  await dialog.getByLabel('Type the name of the experiment').fill(NAME);
  await expect(dialog.getByRole('switch')).toHaveCount(1);
  await picture(owner, 'transfer');
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await expect(row(owner, 'dan')).toContainText('Owner');
  await expect(row(owner, 'carol')).toContainText('Operator');
  await other.goto(`${PATH}/settings`);
  await expect(other.getByRole('heading', { name: 'Limits' })).toBeVisible();
});

test('a member leaves by themselves', async () => {
  await owner.goto(`${PATH}/sharing`);
  await owner.getByRole('button', { name: 'Leave' }).click();
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await owner.waitForURL('**/experiments');
  await owner.goto(PATH);
  await expect(owner.getByRole('heading', { name: 'Not found' })).toBeVisible();
});
