'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { SnapshotSchedule } from '../../../../../../../server/shared/limits.ts';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import { Field } from '../../../../../../_ui/field.tsx';
import { SelectField } from '../../../../../../_ui/select-field.tsx';
import { SettingsForm } from '../../../../../../_ui/settings-form.tsx';

const OFF: SnapshotSchedule = { everyHours: 0, keepLast: 4, keepDaily: 7, keepWeekly: 4 };
const EVERY = [
  { value: '0', label: 'Never' },
  { value: '1', label: 'Every hour' },
  { value: '6', label: 'Every 6 hours' },
  { value: '12', label: 'Every 12 hours' },
  { value: '24', label: 'Every day' },
  { value: '168', label: 'Every week' },
];
const KEPT = [
  { key: 'keepLast', label: 'Keep the last', unit: 'snapshots' },
  { key: 'keepDaily', label: 'One a day, for', unit: 'days' },
  { key: 'keepWeekly', label: 'One a week, for', unit: 'weeks' },
] as const;

/** How often a snapshot is made by itself, and which of them stay. */
export function ScheduleForm({ name, schedule }: { name: string; schedule: SnapshotSchedule | null }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const saved = schedule ?? OFF;
  const [edited, setEdited] = useState<SnapshotSchedule | null>(null);
  const value = edited ?? saved;
  const update = useMutation(
    trpc.snapshots.schedule.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.snapshots.list.queryKey({ name }) });
        setEdited(null);
        toast.success('Saved.');
      },
    }),
  );
  const off = value.everyHours === 0;
  const problem = off ? undefined : problemOf(value);
  const hours = String(value.everyHours);
  const options = EVERY.some((each) => each.value === hours)
    ? EVERY
    : [...EVERY, { value: hours, label: `Every ${hours} hours` }];
  return (
    <section aria-labelledby="schedule" className="mt-8">
      <h2 id="schedule" className="mb-3 font-semibold text-title">
        Schedule
      </h2>
      <SettingsForm
        changed={JSON.stringify(value) !== JSON.stringify(saved)}
        busy={update.isPending}
        problem={update.error?.message ?? problem}
        note={off ? 'Those that are there stay.' : 'After each one, those that the rule does not keep are deleted.'}
        onReset={() => setEdited(null)}
        onSubmit={() => {
          if (!problem) update.mutate({ name, schedule: off ? null : value });
        }}
      >
        <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          <SelectField
            id="schedule-every"
            label="Make one"
            value={hours}
            options={options}
            onChange={(text) => setEdited({ ...value, everyHours: Number(text) })}
          />
          {KEPT.map(({ key, label, unit }) => (
            <Field
              key={key}
              id={`schedule-${key}`}
              label={label}
              unit={unit}
              type="number"
              min={0}
              max={365}
              disabled={off}
              className="disabled:opacity-60"
              value={Number.isNaN(value[key]) ? '' : value[key]}
              onChange={(event) => setEdited({ ...value, [key]: event.target.valueAsNumber })}
            />
          ))}
        </div>
      </SettingsForm>
    </section>
  );
}

function problemOf(value: SnapshotSchedule): string | undefined {
  const kept = KEPT.map(({ key }) => value[key]);
  if (kept.some((each) => !Number.isInteger(each) || each < 0 || each > 365))
    return 'Type whole numbers from 0 to 365.';
  return kept.every((each) => each === 0) ? 'Keep at least one, else every snapshot is deleted at once.' : undefined;
}
