'use client';

import { UserPlus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../../../../_ui/button.tsx';
import { AS_TYPED, Field } from '../../../../../../_ui/field.tsx';
import { SelectField } from '../../../../../../_ui/select-field.tsx';
import { Switch } from '../../../../../../_ui/switch.tsx';
import { ROLE_OPTIONS } from './member-controls.tsx';
import { useMembers } from './use-members.ts';

/** Gives an account of the machine a role on the experiment. */
export function AddMember({ name }: { name: string }) {
  const { set } = useMembers(name);
  const input = useRef<HTMLInputElement>(null);
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<'viewer' | 'operator'>('viewer');
  const [logs, setLogs] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const account = username.trim();
    if (account === '' || set.isPending) return;
    set.mutate(
      { name, username: account, role, logs: role === 'operator' || logs },
      {
        onSuccess: () => {
          toast.success(`${account} is ${role === 'viewer' ? 'a viewer' : 'an operator'} now.`);
          setUsername('');
          input.current?.focus();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="mt-4 rounded-panel border border-line bg-panel p-[18px]">
      <h3 className="mb-3 font-medium text-ink-2 text-small">Add somebody</h3>
      <div className="flex items-start gap-4 max-md:flex-col max-md:items-stretch">
        <div className="grow">
          <Field
            ref={input}
            id="member-username"
            label="Account name"
            {...AS_TYPED}
            maxLength={64}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            hint="An account of this machine that may log in here."
            problem={set.error?.message}
          />
        </div>
        <div className="w-44 max-md:w-auto">
          <SelectField id="member-role" label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
        </div>
        <div className="flex w-28 flex-col gap-1.5 max-md:w-auto max-md:flex-row max-md:items-center max-md:justify-between">
          <span id="member-logs" className="text-ink-2 text-small">
            Reads logs
          </span>
          <div className="flex h-10 items-center">
            <Switch
              labelledBy="member-logs"
              checked={role === 'operator' || logs}
              disabled={role === 'operator'}
              onChange={setLogs}
            />
          </div>
        </div>
        <Button
          type="submit"
          look="primary"
          size="thumb"
          busy={set.isPending}
          disabled={username.trim() === ''}
          className="md:mt-[26px]"
        >
          {!set.isPending && <UserPlus aria-hidden />}
          Add
        </Button>
      </div>
    </form>
  );
}
