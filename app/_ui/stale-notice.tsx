import { clock } from '../_data/format.ts';
import { State } from './state.tsx';

/** Says that the dashboard does not answer at the moment and since when nothing new came (milliseconds since 1970). */
export function StaleNotice({ since }: { since: number }) {
  return (
    <div role="status" className="mb-3 rounded-panel border border-busy/40 bg-busy-soft px-4 py-2.5">
      <State kind="busy">
        The dashboard does not answer. Shown is what was known at {clock(since / 1000)}; it is asked again by itself.
      </State>
    </div>
  );
}
