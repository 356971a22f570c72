interface Told {
  now: Date;
  busy: string | null;
  stopsAt: Date | null;
  /** Null when it is over. */
  keepAwakeUntil: Date | null;
  /** Whether a browser was connected at the last look. */
  connected: boolean;
}

/** What a page says of a running workspace, without a full stop. Times are those of the machine, in UTC. */
export function idlingSentence({ now, busy, stopsAt, keepAwakeUntil, connected }: Told): string {
  if (busy !== null) return `Running because ${busy}`;
  if (keepAwakeUntil && (stopsAt === null || stopsAt <= keepAwakeUntil))
    return `Kept awake until ${keepAwakeUntil.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const tab = connected ? ', a browser tab is open' : '';
  if (stopsAt === null) return `Never stopped for being idle${tab}`;
  return `Stops ${span(stopsAt.getTime() - now.getTime())} unless something runs in it${tab}`;
}

/** "in 23 min", "in 3 h 5 min", "in 2 days". */
function span(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 1) return 'within a minute';
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `in ${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `in ${hours} h` : `in ${hours} h ${minutes % 60} min`;
}
