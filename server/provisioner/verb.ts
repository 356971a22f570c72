/** What a verb of the provisioner is made of. */
import type { VerbArgs, VerbName, VerbResult } from '../shared/provisioner-protocol.ts';
import type { Check } from './checks.ts';

export interface VerbContext {
  /** Tells the caller what is being done. Never a secret. */
  progress(line: string): void;
  /** Aborts when the caller has gone away, or the verb has taken longer than it may. Long verbs end their work then. */
  signal: AbortSignal;
}

export interface Verb<V extends VerbName> {
  /** Checks every argument; nothing else is trusted. */
  check: Check<VerbArgs<V>>;
  /** True for verbs that change what an experiment consists of: one at a time for each name. */
  exclusive: boolean;
  /** Longest time in minutes. Default 15. */
  minutes?: number;
  run(args: VerbArgs<V>, context: VerbContext): Promise<VerbResult<V>>;
}
