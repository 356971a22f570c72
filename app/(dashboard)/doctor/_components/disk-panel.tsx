import { HardDrive } from 'lucide-react';
import { bytes } from '../../../_data/format.ts';
import type { DoctorView } from '../../../_data/types.ts';
import { cx } from '../../../_ui/class-names.ts';
import { Mono, Panel } from '../../../_ui/panel.tsx';

/** File systems with what is free; amber from nine tenths on, as every meter. */
export function DiskPanel({ disks }: { disks: DoctorView['disks'] }) {
  return (
    <Panel title="Disks" icon={HardDrive}>
      <ul className="flex flex-col gap-4">
        {disks.map(({ path, holds, totalBytes, freeBytes }) => {
          const share = totalBytes > 0 ? 1 - freeBytes / totalBytes : 0;
          return (
            <li key={path}>
              <div className="flex items-baseline justify-between gap-4">
                <span className="block min-w-0 first-letter:uppercase">{holds}</span>
                <span className="shrink-0 text-small">
                  {bytes(freeBytes)} <span className="text-ink-2">free of {bytes(totalBytes)}</span>
                </span>
              </div>
              <Mono className="text-ink-3">{path}</Mono>
              <div aria-hidden className="mt-1.5 h-1 rounded-full bg-line">
                <div
                  className={cx('h-1 rounded-full', share >= 0.9 ? 'bg-busy' : 'bg-ink-2')}
                  style={{ width: `${Math.max(1, share * 100)}%` }}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
