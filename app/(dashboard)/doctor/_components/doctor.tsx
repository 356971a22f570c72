'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { LIVE } from '../../../_data/live.ts';
import { useTRPC } from '../../../_data/trpc.ts';
import type { DoctorView } from '../../../_data/types.ts';
import { useSession } from '../../../_shell/session.tsx';
import { cx } from '../../../_ui/class-names.ts';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { PartQuery } from '../../../_ui/part-query.tsx';
import { StaleNotice } from '../../../_ui/stale-notice.tsx';
import { DiskPanel } from './disk-panel.tsx';
import { DriftPanel } from './drift-panel.tsx';
import { findings } from './findings.ts';
import { HardeningPanel } from './hardening-panel.tsx';
import { ProbePanel } from './probe-panel.tsx';
import { ServicePanel } from './service-panel.tsx';

/** Whether all is well with the machine, in one look, and what is not. */
export function Doctor({ initial }: { initial: DoctorView | undefined }) {
  const trpc = useTRPC();
  const { hostname } = useSession();
  const query = useQuery({
    ...trpc.doctor.get.queryOptions(),
    ...(initial && { initialData: initial }),
    refetchInterval: LIVE,
  });
  return (
    <>
      <PageHeader title="Doctor" description={`What ${hostname} can do, and what it lacks.`} />
      {query.data && query.error && <StaleNotice since={query.dataUpdatedAt} />}
      <PartQuery query={query} title="The state of the machine could not be read" height="h-96">
        {(doctor) => (
          <>
            <Verdict doctor={doctor} />
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <div className="grid min-w-0 gap-4">
                <DriftPanel drift={doctor.drift} checkedAt={doctor.driftCheckedAt} />
                <ProbePanel probe={doctor.probe} />
              </div>
              <div className="grid min-w-0 gap-4">
                <ServicePanel services={doctor.services} />
                <DiskPanel disks={doctor.disks} />
                <HardeningPanel hardening={doctor.hardening} />
              </div>
            </div>
          </>
        )}
      </PartQuery>
    </>
  );
}

const LOOKS = {
  well: { box: 'border-line bg-panel', icon: 'text-ok' },
  lacking: { box: 'border-busy/40 bg-busy-soft', icon: 'text-busy' },
  trouble: { box: 'border-bad/40 bg-bad-soft', icon: 'text-bad' },
};

function Verdict({ doctor }: { doctor: DoctorView }) {
  const { trouble, lacks } = findings(doctor);
  const verdict = trouble.length > 0 ? 'trouble' : lacks.length > 0 ? 'lacking' : 'well';
  const Icon = verdict === 'well' ? CircleCheck : TriangleAlert;
  return (
    <section
      aria-label="Whether all is well"
      className={cx('mb-4 flex gap-3.5 rounded-panel border p-[18px]', LOOKS[verdict].box)}
    >
      <Icon aria-hidden className={cx('mt-0.5 size-5 shrink-0', LOOKS[verdict].icon)} />
      <div>
        <p className="font-semibold text-title" role="status">
          {heading(trouble.length, lacks.length)}
        </p>
        {trouble.length > 0 && (
          <ul className="mt-1 text-ink-2">
            {trouble.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        )}
        {lacks.length > 0 && <p className="mt-1 text-ink-2">Not enforced on this machine: {lacks.join(', ')}.</p>}
      </div>
    </section>
  );
}

function heading(trouble: number, lacks: number): string {
  if (trouble === 1) return 'One thing is wrong';
  if (trouble > 1) return `${trouble} things are wrong`;
  if (lacks === 0) return 'All is well';
  return lacks === 1
    ? 'Everything runs; one limit does not hold here'
    : `Everything runs; ${lacks} limits do not hold here`;
}
