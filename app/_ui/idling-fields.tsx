import type { IdlingSettings } from '../../server/shared/limits.ts';
import { Field } from './field.tsx';
import { SelectField } from './select-field.tsx';

const CHOICES = [15, 30, 60, 120, 240, 480, 1440, 10_080];

/** When JupyterLab and code-server are stopped by themselves. */
export function IdlingFields({
  id,
  value,
  onChange,
}: {
  id: string;
  value: IdlingSettings;
  onChange: (value: IdlingSettings) => void;
}) {
  return (
    <div className="grid gap-x-5 gap-y-4 md:grid-cols-2">
      <SelectField
        id={`${id}-idle`}
        label="Nothing runs, nobody is connected"
        options={choices(value.idleMinutes)}
        value={String(value.idleMinutes)}
        onChange={(text) => onChange({ ...value, idleMinutes: minutes(text) })}
        hint="Stopped after this long."
      />
      <SelectField
        id={`${id}-tab`}
        label="Nothing runs, a browser tab is still open"
        options={choices(value.openTabMinutes)}
        value={String(value.openTabMinutes)}
        onChange={(text) => onChange({ ...value, openTabMinutes: minutes(text) })}
        hint="For tabs that were forgotten."
      />
      <Field
        id={`${id}-cpu`}
        label="Counts as busy from"
        unit="% of a core"
        type="number"
        min={1}
        max={100}
        value={Number.isNaN(value.busyCpuPercent) ? '' : value.busyCpuPercent}
        onChange={(event) => onChange({ ...value, busyCpuPercent: event.target.valueAsNumber })}
        hint="CPU of the whole experiment over the last minutes."
        problem={busyProblem(value.busyCpuPercent)}
      />
    </div>
  );
}

export function busyProblem(percent: number): string | undefined {
  return Number.isInteger(percent) && percent >= 1 && percent <= 100 ? undefined : 'Type a whole number from 1 to 100.';
}

function choices(current: number | null): { value: string; label: string }[] {
  const all = current === null || CHOICES.includes(current) ? CHOICES : [...CHOICES, current].sort((a, b) => a - b);
  return [...all.map((each) => ({ value: String(each), label: inWords(each) })), { value: 'null', label: 'Never' }];
}

function minutes(text: string): number | null {
  return text === 'null' ? null : Number(text);
}

/** 30 minutes, 1 hour, 2 days. */
export function inWords(value: number): string {
  const [amount, unit] =
    value % 1440 === 0 ? [value / 1440, 'day'] : value % 60 === 0 ? [value / 60, 'hour'] : [value, 'minute'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
