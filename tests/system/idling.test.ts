import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { inContainer, said, script, sql, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { Browser } from './support/lab.ts';
import { makePerson } from './support/people.ts';

const NAME = 'idle-1';
/** The audit outlives experiments; rows of this one. */
const SINCE = `at > (select created_at from experiments where name = '${NAME}')`;
/** Looks each second make a window of ten: long enough that a stop without one would show. */
const DROP_IN = '/run/systemd/system/worker.service.d/idling.conf';

let api: Api;
let browser: Browser;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  before = await inventory();
  await script(`
    mkdir -p "$(dirname ${DROP_IN})"
    printf '[Service]\\nEnvironment=HOMELAB_IDLING_INTERVAL_S=1\\n' > ${DROP_IN}
    systemctl daemon-reload; systemctl restart worker`);
  expect((await create(api, NAME)).failure).toBeNull();
});

afterAll(async () => {
  expect((await remove(api, NAME)).failure).toBeNull();
  await script(`rm -r "$(dirname ${DROP_IN})"; systemctl daemon-reload; systemctl restart worker`);
  expect(await changesSince(before)).toEqual([]);
});

/** Shorter than the pages allow, yet longer than a window: what has just begun to use the processor must show by then. */
async function setIdling(idleMinutes: number, openTabMinutes: number, busyCpuPercent = 10): Promise<void> {
  const settings = JSON.stringify({ idleMinutes, openTabMinutes, busyCpuPercent });
  await sql(`update experiments set idling = '${settings}' where name = '${NAME}'`);
}

async function start(workspace: 'lab' | 'code'): Promise<void> {
  expect((await api.mutate('workspaces.start', { name: NAME, workspace })).message).toBeNull();
}

async function isActive(workspace: 'lab' | 'code'): Promise<boolean> {
  return (await inContainer(['systemctl', 'is-active', '--quiet', `experiment-${workspace}@${NAME}`])).code === 0;
}

interface Running {
  workspace: string;
  busy: string | null;
  activeAt: string;
  stopsAt: string | null;
  sentence: string;
}

/** What the page says of a workspace, once it is what `what` looks for. */
function told(workspace: string, what: RegExp): Promise<Running> {
  return until(`${workspace} to be told as ${what}`, 60, async () => {
    const { data } = await api.query<{ running: Running[] }>('idling.get', { name: NAME });
    return data.running.find((one) => one.workspace === workspace && what.test(one.sentence)) ?? null;
  });
}

function stopped(workspace: 'lab' | 'code'): Promise<true> {
  return until(`${workspace} to be stopped`, 60, async () => ((await isActive(workspace)) ? null : true));
}

/** How often the job has stopped a workspace. */
async function stops(workspace: string): Promise<number> {
  const rows = await sql(
    `select count(*) from audit where actor = 'job:idling' and action = 'workspace.stop' and subject = '${NAME}' and details->>'workspace' = '${workspace}' and ${SINCE}`,
  );
  return Number(rows);
}

test('a cell that computes with no browser open is never stopped, nor what it started that still uses the processor', async () => {
  await setIdling(0.2, 0.2);
  await start('lab');
  browser = await Browser.open(api, NAME);
  // it waits, so that the kernel alone says that it is at work; then something without a terminal works on in its place
  await browser.runCell(
    'train.ipynb',
    "import subprocess, time; time.sleep(20); subprocess.Popen(['setsid', 'timeout', '25', 'sh', '-c', 'while :; do :; done'])",
  );
  await told('lab', /^Running because kernel train\.ipynb is busy$/);
  await told('lab', /^Running because it uses \d+ % of a processor core$/);
  expect(await stops('lab')).toBe(0);
  await stopped('lab');
  expect(await stops('lab')).toBe(1);
});

test('a terminal with a running job counts, and an idle shell does not', async () => {
  await start('lab');
  browser = await Browser.open(api, NAME);
  await browser.runInTerminal('sleep 4321');
  const { activeAt } = await told('lab', /^Running because a terminal runs sleep$/);
  await until('three windows to pass', 60, async () => {
    const now = await told('lab', /^Running because a terminal runs sleep$/);
    return Date.parse(now.activeAt) - Date.parse(activeAt) > 15_000 ? true : null;
  });
  expect(await isActive('lab')).toBe(true);
  await said('pkill', '-u', `exp-${NAME}`, '-f', 'sleep 4321');
  await stopped('lab');
});

test('an idle one with a forgotten open tab is stopped by the setting for it, the editor by its heartbeat', async () => {
  await setIdling(0.2, 0.5);
  await Promise.all([start('lab'), start('code')]);
  browser = await Browser.open(api, NAME);
  const tab = await browser.connect('api/events/subscribe');
  const open = await told('lab', /^Stops .+ unless something runs in it, a browser tab is open$/);
  expect(Date.parse(open.stopsAt ?? '') - Date.parse(open.activeAt)).toBe(30_000);
  // the file that the editor writes once a minute while somebody uses it
  const heartbeat = `/home/exp-${NAME}/.local/share/code-server/heartbeat`;
  const beat = () => script(`runuser -u exp-${NAME} -- touch ${heartbeat}`);
  const beating = setInterval(() => void beat(), 500);
  await beat();
  try {
    await stopped('lab');
  } finally {
    clearInterval(beating);
  }
  expect(tab.readyState === WebSocket.OPEN || tab.readyState === WebSocket.CLOSED).toBe(true);
  expect(await stops('lab')).toBe(3);
  await stopped('code');
  const last = Date.parse(`${await said('stat', '-c', '%y', heartbeat)}`);
  const [idleSince] = (
    await sql(
      `select details->>'idleSince' from audit where actor = 'job:idling' and subject = '${NAME}' and details->>'workspace' = 'code' and ${SINCE}`,
    )
  ).split('\n');
  expect(Math.abs(Date.parse(idleSince ?? '') - last)).toBeLessThan(1000);
});

test('nothing is stopped while it is kept awake', async () => {
  await setIdling(0.2, 0.2);
  await api.mutate('idling.keepAwake', { name: NAME, until: new Date(Date.now() + 3600_000).toISOString() });
  await start('code');
  const { activeAt } = await told('code', /^Kept awake until /);
  await until('more than a window to pass', 30, async () => (Date.now() - Date.parse(activeAt) > 14_000 ? true : null));
  expect(await isActive('code')).toBe(true);
  await api.mutate('idling.keepAwake', { name: NAME, until: null });
  await stopped('code');
});
