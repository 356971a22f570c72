import { said, script, sql, until } from '../container.ts';
import { endHeld, type Held, release } from './holds.ts';

export type Victim = 'worker' | 'dashboard' | 'postgres' | 'worker in the middle';

/** Kills a program with -9 at the held moment, which then passes. What systemd does not start again by itself is started. */
export const STRIKES: Record<Victim, (held: Held) => Promise<void>> = {
  async worker(held) {
    await killWorker();
    await release(held);
    await endHeld();
  },
  async dashboard(held) {
    await said('systemctl', 'kill', '--signal=KILL', 'dashboard.service');
    await release(held);
  },
  async postgres(held) {
    await script(`
      unit=$(systemctl list-units --plain --no-legend 'postgresql@*.service' | awk '{print $1}')
      systemctl kill --signal=KILL "$unit"
      systemctl stop "$unit" || true
      systemctl reset-failed "$unit" || true
      systemctl start "$unit"`);
    await until('PostgreSQL to answer', 60, () => sql('select 1').catch(() => null));
    await release(held);
  },
  /** When the step's own work is under way: it was about to begin. */
  async 'worker in the middle'(held) {
    await release(held);
    await killWorker();
  },
};

async function killWorker(): Promise<void> {
  await said('systemctl', 'kill', '--signal=KILL', 'worker.service');
}

const DROP_IN = '/run/systemd/system/worker.service.d/crash.conf';

/** The worker is started again at once, however often it is killed: what is tested is not systemd's patience. */
export async function letWorkerRestart(): Promise<void> {
  await script(`
    mkdir -p "$(dirname ${DROP_IN})"
    printf '[Unit]\\nStartLimitIntervalSec=0\\n[Service]\\nRestartSec=100ms\\n' > ${DROP_IN}
    mkdir -p /run/systemd/system/dashboard.service.d
    cp ${DROP_IN} /run/systemd/system/dashboard.service.d/crash.conf
    systemctl daemon-reload`);
}

export async function restoreUnits(): Promise<void> {
  await script(`
    rm -f ${DROP_IN} /run/systemd/system/dashboard.service.d/crash.conf
    rmdir --ignore-fail-on-non-empty "$(dirname ${DROP_IN})" /run/systemd/system/dashboard.service.d
    systemctl daemon-reload
    systemctl reset-failed worker dashboard || true
    systemctl start worker dashboard`);
}
