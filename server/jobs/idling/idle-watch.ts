import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { experiments, workspaceActivity } from '../../db/schema/index.ts';
import type { GroupReader } from '../../monitoring/cgroup/reader.ts';
import type { ExperimentRow } from '../../services/access.ts';
import { audit } from '../../services/audit.ts';
import { loadSettings } from '../../services/settings/load-settings.ts';
import type { IdlingSettings } from '../../shared/limits.ts';
import { sliceOf } from '../../shared/names.ts';
import type { WorkspaceActivity } from '../../shared/provisioner-protocol.ts';
import type { Ports } from '../ports.ts';
import { type CpuUse, CpuWindow } from './cpu-window.ts';
import { type Decision, decide } from './decide.ts';
import { type RunningWorkspace, readRunning } from './running.ts';

export interface IdlePorts extends Pick<Ports, 'db' | 'provisioner'> {
  reader: Pick<GroupReader, 'usage'> | null;
  /** A test puts its own in the place of the service manager's. */
  running?: typeof readRunning;
}

const ACTOR = { kind: 'job', name: 'idling' } as const;
const CALL = { actor: 'job:idling' };
/** The provisioner takes this many names in one request. */
const NAMES_A_CALL = 200;

/** Looks at what runs and stops what is idle. Remembers CPU use between looks and nothing else: the rest is in the database. */
export class IdleWatch {
  readonly #ports: IdlePorts;
  readonly #windowMs: number;
  #windows = new Map<string, CpuWindow>();

  constructor(ports: IdlePorts, windowMs: number) {
    this.#ports = ports;
    this.#windowMs = windowMs;
  }

  /** One look. Its work grows with what runs, not with what there is. */
  async look(): Promise<void> {
    const { db } = this.#ports;
    const running = await (this.#ports.running ?? readRunning)();
    const names = [...new Set(running.map((one) => one.name))];
    const rows = names.length === 0 ? [] : await db.select().from(experiments).where(isReady(names));
    const platform = rows.length === 0 ? null : (await loadSettings(db)).idling;
    await this.#forget(running, rows);
    if (platform === null) return;
    const activities = await this.#ask(rows.map((row) => row.name));
    for (const row of rows) {
      const own = running.filter((one) => one.name === row.name);
      const cpu = await this.#cpu(row);
      for (const one of own) {
        const activity = activities.find((found) => found.name === one.name && found.workspace === one.workspace);
        if (activity) await this.#judge(row, one, activity, cpu, row.idling ?? platform);
      }
    }
  }

  async #judge(
    row: ExperimentRow,
    { since, workspace }: RunningWorkspace,
    activity: WorkspaceActivity,
    cpu: CpuUse,
    settings: IdlingSettings,
  ): Promise<void> {
    const { db } = this.#ports;
    const [stored] = await db
      .select()
      .from(workspaceActivity)
      .where(and(eq(workspaceActivity.experimentId, row.id), eq(workspaceActivity.workspace, workspace)));
    const before = stored && stored.since >= since ? stored : null; // of an earlier run of the unit
    const { keepAwakeUntil } = row;
    const now = new Date();
    const decision = decide({ now, since, before, activity, cpu, settings, keepAwakeUntil });
    const { activeAt, connectedAt, busy, stopsAt } = decision;
    const values = { since, activeAt, connectedAt, busy, stopsAt, observedAt: now };
    await db
      .insert(workspaceActivity)
      .values({ experimentId: row.id, workspace, ...values })
      .onConflictDoUpdate({ target: [workspaceActivity.experimentId, workspaceActivity.workspace], set: values });
    if (decision.stop && (await this.#isStillIdle(row, activity, since, cpu, settings)))
      await this.#stop(row, activity, decision);
  }

  /** Asks again right before the stop: a look at many workspaces takes a while, in which a cell may have been started. */
  async #isStillIdle(
    row: ExperimentRow,
    { name, workspace }: WorkspaceActivity,
    since: Date,
    cpu: CpuUse,
    settings: IdlingSettings,
  ): Promise<boolean> {
    const [fresh] = await this.#ports.db.select().from(experiments).where(eq(experiments.id, row.id));
    const activity = (await this.#ask([name])).find((one) => one.workspace === workspace);
    const [stored] = await this.#ports.db
      .select()
      .from(workspaceActivity)
      .where(and(eq(workspaceActivity.experimentId, row.id), eq(workspaceActivity.workspace, workspace)));
    if (!activity || !stored || fresh?.state !== 'ready') return false;
    const { keepAwakeUntil } = fresh;
    return decide({ now: new Date(), since, before: stored, activity, cpu, settings, keepAwakeUntil }).stop;
  }

  async #stop(row: ExperimentRow, { name, workspace }: WorkspaceActivity, { activeAt }: Decision): Promise<void> {
    const { db, provisioner } = this.#ports;
    await audit(db, ACTOR, 'workspace.stop', name, { workspace, idleSince: activeAt.toISOString() });
    await provisioner('unit.stop', { name, workspace }, CALL);
    const ofThis = and(eq(workspaceActivity.experimentId, row.id), eq(workspaceActivity.workspace, workspace));
    await db.delete(workspaceActivity).where(ofThis);
    console.log(`${name}: ${workspace} was stopped, idle since ${activeAt.toISOString()}`);
  }

  async #cpu({ id, uid }: ExperimentRow): Promise<CpuUse> {
    const { reader } = this.#ports;
    const window = this.#windows.get(id) ?? new CpuWindow(this.#windowMs);
    this.#windows.set(id, window);
    const usage = uid === null ? null : await reader?.usage(`user.slice/${sliceOf(uid)}`);
    return window.add(new Date(), usage?.cpuSeconds ?? null);
  }

  async #ask(names: string[]): Promise<WorkspaceActivity[]> {
    const found: WorkspaceActivity[] = [];
    for (let at = 0; at < names.length; at += NAMES_A_CALL) {
      const some = names.slice(at, at + NAMES_A_CALL);
      found.push(...(await this.#ports.provisioner('workspaces.activity', { names: some }, CALL)).items);
    }
    return found;
  }

  /** Drops what is known of workspaces that do not run any more. */
  async #forget(running: RunningWorkspace[], rows: ExperimentRow[]): Promise<void> {
    const kept = rows.flatMap((row) =>
      running.filter((one) => one.name === row.name).map((one) => `${row.id}/${one.workspace}`),
    );
    const key = sql<string>`${workspaceActivity.experimentId} || '/' || ${workspaceActivity.workspace}`;
    await this.#ports.db.delete(workspaceActivity).where(kept.length === 0 ? undefined : notInArray(key, kept));
    this.#windows = new Map([...this.#windows].filter(([id]) => rows.some((row) => row.id === id)));
  }
}

function isReady(names: string[]) {
  return and(inArray(experiments.name, names), eq(experiments.state, 'ready'));
}
