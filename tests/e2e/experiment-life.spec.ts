import { expect, type Page, test } from '@playwright/test';
import { type Api, remove } from '../system/support/api.ts';
import { said, script, sql } from '../system/support/container.ts';
import { makePerson } from '../system/support/people.ts';
import { expectAccessible, expectNothingSideways, onPhone } from './support/accessible.ts';
import { ADMINISTRATOR, openAs, openWithExperiment } from './support/person.ts';
import { picture } from './support/pictures.ts';

const NAME = 'living-lab';
const PATH = `/experiments/${NAME}`;
const MIB = 1024 ** 2;
/** Where the test says that homes are measured often. */
const DROP_IN = '/run/systemd/system/worker.service.d';

test.describe.configure({ mode: 'serial' });

let page: Page;
let api: Api;

test.beforeAll(async ({ browser }) => {
  ({ page, api } = await openWithExperiment(browser, 'carol', NAME, 'Sensors in the garden'));
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
  await expect(page.getByText(/^Kept awake until (?:tomorrow, )?\d\d:\d\d\.$/).first()).toBeVisible();
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

test.describe('a home', () => {
  const untilLevel = (level: string) =>
    expect
      .poll(
        async () =>
          (await api.query<{ disk: { level: string } | null }>('limits.get', { name: NAME })).data.disk?.level,
        { timeout: 90_000 },
      )
      .toBe(level);
  /** Writes into the home from inside, and goes on running. */
  const write = async (file: string, mib: number) => {
    const uid = await sql(`select uid from experiments where name = '${NAME}'`);
    const inSlice = `systemd-run --quiet --collect --slice=user-${uid}.slice --uid=exp-${NAME}`;
    await script(`${inSlice} bash -c 'head -c ${mib}M /dev/zero > ~/${file}; sleep 600'`);
  };

  test.beforeAll(async () => {
    await script(`mkdir -p ${DROP_IN}
      printf '[Service]\\nEnvironment=HOMELAB_DISK_INTERVAL_S=1\\n' > ${DROP_IN}/90-test.conf
      systemctl daemon-reload; systemctl restart worker`);
  });
  test.afterAll(() => script(`rm -r ${DROP_IN}; systemctl daemon-reload; systemctl restart worker`));

  test('near its limit is told of on the page, with what comes and the way to another limit', async () => {
    expect((await api.mutate('limits.update', { name: NAME, limits: { diskBytes: 128 * MIB } })).message).toBeNull();
    await write('readings', 120);
    await untilLevel('near');
    await page.goto(PATH);
    await expect(page.getByText(/The home is nearly full: 12\d(\.\d)? of 128 MiB/)).toBeVisible();
    await expect(
      page.getByText('At 128 MiB writing fails or the experiment is stopped. Remove what is not needed any more.'),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Change the limit' })).toHaveAttribute('href', `${PATH}/settings`);
    await expectAccessible(page);
    await picture(page, 'home-nearly-full');
    await onPhone(page, async () => {
      await expectNothingSideways(page);
      await picture(page, 'home-nearly-full-390');
    });
  });

  test('over its limit has the experiment stopped, and the page says so and how to go on', async () => {
    await write('more', 30);
    await untilLevel('over');
    await page.goto(PATH);
    await expect(page.getByText('The home is over its limit')).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText(/It was stopped, since its home takes/)).toBeVisible();
    await expect(page.getByText('nothing starts by itself')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'home-over-its-limit');
    await onPhone(page, async () => {
      await expectNothingSideways(page);
      await picture(page, 'home-over-its-limit-390');
    });
  });
});

test('when its owner’s account is gone, members are told, and an administrator gives it to somebody', async ({
  browser,
}) => {
  const admin = await openAs(browser, 'grace', ADMINISTRATOR);
  const member = await openAs(browser, 'dan');
  await makePerson('erin');
  for (const [procedure, input] of [
    ['members.set', { name: NAME, username: 'dan', role: 'viewer', logs: false }],
    ['members.transfer', { name: NAME, to: 'erin', stay: false, confirmation: NAME }],
  ] as const)
    expect((await api.mutate(procedure, input)).message).toBeNull();
  await said('userdel', '--remove', 'erin');
  await said('systemctl', 'restart', 'worker.service'); // looks for people as it starts
  await expect(async () => {
    await member.page.goto(PATH);
    await expect(member.page.getByText('erin, has no account on this machine any more')).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: 60_000 });
  await expect(member.page.getByText('An administrator can give it to somebody.')).toBeVisible();
  await expect(member.page.getByText('an administrator or an operator can start it')).toBeVisible();
  await expect(member.page.getByRole('link', { name: 'Give it to somebody' })).toHaveCount(0);
  await expectAccessible(member.page);
  await picture(member.page, 'owner-gone-member');
  await member.page.close();

  await admin.page.goto(PATH);
  await expectAccessible(admin.page);
  await picture(admin.page, 'owner-gone');
  await onPhone(admin.page, () => expectNothingSideways(admin.page));
  await admin.page.getByRole('link', { name: 'Give it to somebody' }).click();
  await expect(admin.page.getByRole('link', { name: 'Give it to somebody' }), 'it leads here').toHaveCount(0);
  await admin.page.getByRole('button', { name: 'Transfer ownership' }).click();
  const dialog = admin.page.getByRole('alertdialog');
  await dialog.getByLabel('New owner').fill('carol');
  await dialog.getByLabel('Type the name of the experiment').fill(NAME);
  await picture(admin.page, 'owner-gone-transfer');
  await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
  await expect(admin.page.getByRole('row', { name: /^carol Owner/ })).toBeVisible();
  await expect(admin.page.getByText('has no account on this machine')).toHaveCount(0);
  await admin.page.close();
  await page.goto(`${PATH}/settings`);
  await expect(page.getByRole('heading', { name: 'Limits' })).toBeVisible();
  // With the transfer its passwords may be changed: that is let end.
  await expect
    .poll(() => sql('select count(*) from operations where finished_at is null'), { timeout: 60_000 })
    .toBe('0');
});
