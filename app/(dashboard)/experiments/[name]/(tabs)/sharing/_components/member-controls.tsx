'use client';

import { UserMinus } from 'lucide-react';
import { toast } from 'sonner';
import { IconButton } from '../../../../../../_ui/button.tsx';
import { Select } from '../../../../../../_ui/select-field.tsx';
import { Switch } from '../../../../../../_ui/switch.tsx';
import type { Person } from './member-table.tsx';
import { useMembers } from './use-members.ts';

export const ROLE_OPTIONS = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'operator', label: 'Operator' },
] as const;

interface Props {
  name: string;
  person: Person;
}

export function MemberRole({ name, person: { username, role, logs } }: Props) {
  const { set } = useMembers(name);
  if (role === 'owner') return null;
  const shown = set.isPending ? set.variables.role : role;
  return (
    <div className="w-32 max-md:w-[104px]">
      <Select
        aria-label={`Role of ${username}`}
        className="h-8! max-md:h-10!"
        value={shown}
        options={ROLE_OPTIONS}
        onChange={(to) =>
          set.mutate(
            { name, username, role: to, logs },
            { onSuccess: () => toast.success(`${username} is ${to === 'viewer' ? 'a viewer' : 'an operator'} now.`) },
          )
        }
      />
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

export function RemoveMember({ name, person: { username } }: Props) {
  const { remove } = useMembers(name);
  return (
    <IconButton
      label={`Remove ${username}`}
      disabled={remove.isPending}
      onClick={() =>
        remove.mutate({ name, username }, { onSuccess: () => toast.success(`${username} may not use it any more.`) })
      }
    >
      <UserMinus aria-hidden />
    </IconButton>
  );
}
