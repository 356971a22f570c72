import { UNKNOWN } from '../_data/format.ts';

/** What stands where a figure is not known. */
export function Unknown() {
  return <span className="text-ink-3">{UNKNOWN}</span>;
}
