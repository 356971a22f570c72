'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '../../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../../_ui/dialog.tsx';
import { Field } from '../../../../../_ui/field.tsx';

const DAY = 86_400_000;

interface Props {
  name: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (until: Date) => void;
}

/** Asks until which day and hour. */
export function AwakeDialog({ name, open, onOpenChange, onPick }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keep awake until"
      description={`Nothing of ${name} is stopped for being idle before then. At most 30 days ahead.`}
    >
      <AwakeForm
        onPick={(until) => {
          onOpenChange(false);
          onPick(until);
        }}
      />
    </Dialog>
  );
}

function AwakeForm({ onPick }: { onPick: (until: Date) => void }) {
  const [text, setText] = useState(() => local(new Date(Date.now() + 2 * DAY)));
  const [tried, setTried] = useState(false);
  const date = new Date(text);
  const problem = problemOf(date);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problem) onPick(date);
  };
  return (
    <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
      <Field
        id="awake-until"
        label="Day and hour"
        type="datetime-local"
        value={text}
        min={local(new Date())}
        max={local(new Date(Date.now() + 30 * DAY))}
        onChange={(event) => setText(event.target.value)}
        problem={tried ? problem : undefined}
      />
      <DialogActions>
        <Button type="submit" look="primary">
          Keep awake
        </Button>
      </DialogActions>
    </form>
  );
}

function problemOf(date: Date): string | undefined {
  const ahead = date.getTime() - Date.now();
  if (Number.isNaN(ahead)) return 'Choose a day and an hour.';
  if (ahead <= 0) return 'That is in the past. Choose a later hour.';
  return ahead > 30 * DAY ? 'That is more than 30 days ahead. Choose an earlier day.' : undefined;
}

/** As the browser's field wants it, in the browser's time zone. */
function local(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
