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
              <DriftPanel drift={doctor.drift} checkedAt={doctor.driftCheckedAt} />
              <ServicePanel services={doctor.services} />
              <ProbePanel probe={doctor.probe} />
              <div className="grid gap-4">
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

function Verdict({ doctor }: { doctor: DoctorView }) {
  const { trouble, lacks } = findings(doctor);
  const well = trouble.length === 0;
  const Icon = well ? CircleCheck : TriangleAlert;
  return (
    <section
      aria-label="Whether all is well"
      className={cx(
        'mb-4 flex gap-3.5 rounded-panel border p-[18px]',
        well ? 'border-line bg-panel' : 'border-bad/40 bg-bad-soft',
      )}
    >
      <Icon aria-hidden className={cx('mt-0.5 size-5 shrink-0', well ? 'text-ok' : 'text-bad')} />
      <div>
        <p className="font-semibold text-title" role="status">
          {well ? 'All is well' : trouble.length === 1 ? 'One thing is wrong' : `${trouble.length} things are wrong`}
        </p>
        {trouble.length > 0 && (
          <ul className="mt-1 text-ink-2">
            {trouble.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        )}
        {lacks.length > 0 && (
          <p className="mt-1 text-ink-2">
            {well
              ? 'This machine does not enforce everything: '
              : 'Besides, this machine does not enforce everything: '}
            {lacks.join(', ')}.
          </p>
        )}
      </div>
    </section>
  );
}
