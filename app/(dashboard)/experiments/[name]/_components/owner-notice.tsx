'use client';

import { UserRoundX } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { Experiment } from '../../../../_data/types.ts';
import { ButtonLink } from '../../../../_ui/button.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { can } from './experiment-context.tsx';

/** Says that the owner has no account on the machine any more, and what can be done about it. */
export function OwnerNotice({ experiment }: { experiment: Experiment }) {
  const sharing = `/experiments/${experiment.name}/sharing`;
  const there = usePathname() === sharing;
  if (!experiment.ownerMissing) return null;
  const manages = can(experiment, 'manage');
  return (
    <Notice
      icon={UserRoundX}
      warning
      action={
        manages &&
        !there && (
          <ButtonLink href={sharing} size="table" className="max-md:h-10">
            Give it to somebody
          </ButtonLink>
        )
      }
    >
      Its owner, {experiment.owner}, has no account on this machine any more. Nothing was removed; administrators and
      members go on using it. {!manages && 'An administrator can give it to somebody.'}
      {manages && there && 'Transfer it here.'}
    </Notice>
  );
}
