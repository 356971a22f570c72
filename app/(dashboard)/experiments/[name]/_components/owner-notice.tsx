'use client';

import { UserRoundX } from 'lucide-react';
import type { Experiment } from '../../../../_data/types.ts';
import { ButtonLink } from '../../../../_ui/button.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { can } from './experiment-context.tsx';

/** Says that the owner has no account on the machine any more, and what an administrator can do about it. */
export function OwnerNotice({ experiment }: { experiment: Experiment }) {
  if (!experiment.ownerMissing) return null;
  return (
    <Notice
      icon={UserRoundX}
      warning
      action={
        can(experiment, 'manage') && (
          <ButtonLink href={`/experiments/${experiment.name}/sharing`}>Give it to somebody</ButtonLink>
        )
      }
    >
      Its owner, {experiment.owner}, has no account on this machine any more. Nothing was removed; administrators and
      members go on using it.
    </Notice>
  );
}
