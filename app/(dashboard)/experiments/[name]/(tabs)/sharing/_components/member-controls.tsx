'use client';

import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { IconButton } from '../../../../../../_ui/button.tsx';
import { Select } from '../../../../../../_ui/select-field.tsx';
import { Switch } from '../../../../../../_ui/switch.tsx';
import type { Person } from './member-table.tsx';
import { TakeBackDialog } from './take-back-dialog.tsx';
import { useMembers } from './use-members.ts';

export const ROLE_OPTIONS = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'operator', label: 'Operator' },
] as const;

interface Props {
  name: string;
  person: Person;
}

export function MemberRole({ name, person }: Props) {
  const { username, role, logs } = person;
  const { set } = useMembers(name);
  const [asked, setAsked] = useState(false);
  if (role === 'owner') return null;
  const shown = set.isPending ? set.variables.role : role;
  return (
    <div className="w-32 max-md:w-[104px]">
      <Select
        aria-label={`Role of ${username}`}
        className="h-8! max-md:h-10!"
        value={shown}
        options={ROLE_OPTIONS}
        onChange={(to) => {
          if (to === 'viewer') return setAsked(true);
          set.mutate(
            { name, username, role: to, logs },
            { onSuccess: () => toast.success(`${username} is an operator now.`) },
          );
        }}
      />
      <TakeBackDialog name={name} person={person} to="viewer" open={asked} onOpenChange={setAsked} />
    </div>
  );
}

export function MemberLogs({ name, person: { username, role, logs } }: Props) {
  const { set } = useMembers(name);
  if (role === 'owner') return null;
  return (
    <Switch
      label={`${username} reads logs`}
      checked={set.isPending ? set.variables.logs : logs}
      onChange={(to) => set.mutate({ name, username, role, logs: to })}
    />
  );
}

/** Removes a member at once, unless they could read the experiment's passwords and tokens. */
export function RemoveMember({ name, person }: Props) {
  const { username } = person;
  const { remove } = useMembers(name);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <IconButton
        label={`Remove ${username}`}
        disabled={remove.isPending}
        onClick={() => {
          if (person.hasSecrets) return setAsked(true);
          remove.mutate({ name, username }, { onSuccess: () => toast.success(`${username} may not use it any more.`) });
        }}
      >
        <UserMinus aria-hidden />
      </IconButton>
      <TakeBackDialog name={name} person={person} to="nothing" open={asked} onOpenChange={setAsked} />
    </>
  );
}
