/** How much the bench does. `--quick` is for trying the bench itself: its figures say little. */
export interface Sizes {
  inARow: number;
  atOnce: number;
  labs: number;
  /** MiB of a home, and of a database beside it. */
  archiveMiB: number;
  crowd: number;
  stopped: number;
  idleSeconds: number;
  /** Seconds after which what was done before is over: the worker looks every 30 s, PostgreSQL's autovacuum every minute. */
  settleSeconds: number;
  rows: number;
  hubUsers: number;
}

export const FULL: Sizes = {
  inARow: 20,
  atOnce: 10,
  labs: 5,
  archiveMiB: 1024,
  crowd: 100,
  stopped: 200,
  idleSeconds: 120,
  settleSeconds: 150,
  rows: 10_000,
  hubUsers: 20,
};

export const QUICK: Sizes = {
  inARow: 2,
  atOnce: 2,
  labs: 1,
  archiveMiB: 32,
  crowd: 4,
  stopped: 4,
  idleSeconds: 5,
  settleSeconds: 5,
  rows: 500,
  hubUsers: 3,
};

/** Half of everything that takes long, for when the whole takes too long. */
export const HALF: Sizes = {
  ...FULL,
  inARow: 10,
  archiveMiB: 512,
  crowd: 50,
  stopped: 100,
  idleSeconds: 60,
  settleSeconds: 100,
  hubUsers: 10,
};
