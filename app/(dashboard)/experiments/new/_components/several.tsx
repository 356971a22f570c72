import { Field } from '../../../../_ui/field.tsx';
import { Switch } from '../../../../_ui/switch.tsx';

interface Props {
  on: boolean;
  count: string;
  name: string;
  problem: string | undefined;
  onToggle: (on: boolean) => void;
  onCount: (count: string) => void;
}

/** Many of one kind, for a course for example: numbered names, one template. */
export function Several({ on, count, name, problem, onToggle, onCount }: Props) {
  const last = /^\d+$/.test(count) ? count : 'n';
  return (
    <div className="flex flex-col gap-4 border-line border-t pt-4">
      <div className="flex items-center justify-between gap-4">
        <div>
          <div id="several">Create several at once</div>
          <div className="text-ink-3 text-small">Numbered ones of the same template, for a course for example.</div>
        </div>
        <Switch labelledBy="several" checked={on} onChange={onToggle} />
      </div>
      {on && (
        <Field
          id="count"
          label="How many"
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          className="max-w-40"
          value={count}
          onChange={(event) => onCount(event.target.value)}
          problem={problem}
          hint={`They are called ${name || 'name'}-1 to ${name || 'name'}-${last}. At most 100.`}
        />
      )}
    </div>
  );
}
