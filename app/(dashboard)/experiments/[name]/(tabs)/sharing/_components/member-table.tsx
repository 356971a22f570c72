'use client';

import type { MembersView } from '../../../../../../_data/types.ts';
import { type Column, DataTable } from '../../../../../../_ui/data-table.tsx';
import { Time } from '../../../../../../_ui/time.tsx';
import { MemberLogs, MemberRole, RemoveMember } from './member-controls.tsx';

export interface Person {
  username: string;
  role: 'owner' | 'operator' | 'viewer';
  logs: boolean;
  missing: boolean;
  /** Whether they can know the experiment's passwords and tokens. */
  hasSecrets: boolean;
  addedBy: string | null;
  addedAt: string | null;
}

const ROLE_NAMES: Record<Person['role'], string> = { owner: 'Owner', operator: 'Operator', viewer: 'Viewer' };

/** The owner and the members; who manages the experiment changes them in their rows. */
export function MemberTable({ name, members, manages }: { name: string; members: MembersView; manages: boolean }) {
  const rows: Person[] = [
    {
      username: members.owner.username,
      role: 'owner',
      logs: true,
      missing: members.owner.missingSince !== null,
      hasSecrets: true,
      addedBy: null,
      addedAt: null,
    },
    ...members.members,
  ];
  return (
    <DataTable
      caption="People who may use this experiment"
      columns={columns(name, manages)}
      rows={rows}
      rowKey={(person) => person.username}
    />
  );
}

function columns(name: string, manages: boolean): Column<Person>[] {
  const all: Column<Person>[] = [
    {
      key: 'person',
      header: 'Account',
      className: 'max-w-0 w-[38%]',
      cell: ({ username, missing }) => (
        <>
          <span className="block truncate font-medium">{username}</span>
          {missing && <span className="block truncate text-busy text-label">No account on this machine any more</span>}
        </>
      ),
    },
    {
      key: 'role',
      header: 'Role',
      cell: (person) =>
        manages && person.role !== 'owner' ? (
          <MemberRole name={name} person={person} />
        ) : (
          <span className="text-small">{ROLE_NAMES[person.role]}</span>
        ),
    },
    {
      key: 'logs',
      header: 'Reads logs',
      ...(manages ? {} : { from: 'md' as const }),
      cell: (person) =>
        manages && person.role === 'viewer' ? (
          <MemberLogs name={name} person={person} />
        ) : (
          <span className="text-ink-2 text-small">{person.logs || person.role !== 'viewer' ? 'Yes' : 'No'}</span>
        ),
    },
    {
      key: 'added',
      header: 'Added',
      from: 'lg',
      cellClassName: 'text-ink-2 text-small',
      cell: ({ addedAt, addedBy }) =>
        addedAt && (
          <>
            <Time at={addedAt} /> by {addedBy}
          </>
        ),
    },
  ];
  if (!manages) return all;
  return [
    ...all,
    {
      key: 'remove',
      header: 'Remove',
      align: 'right',
      className: 'w-px',
      cell: (person) => person.role !== 'owner' && <RemoveMember name={name} person={person} />,
    },
  ];
}
