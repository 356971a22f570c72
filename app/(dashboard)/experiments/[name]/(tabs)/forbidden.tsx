'use client';

import { LockKeyhole } from 'lucide-react';
import { EmptyState } from '../../../../_ui/empty-state.tsx';
import { useExperiment } from '../_components/experiment-context.tsx';

// biome-ignore lint/style/noDefaultExport: Next asks for it
export default function Forbidden() {
  const { owner } = useExperiment();
  return (
    <EmptyState icon={LockKeyhole} title="This part is not shared with you">
      You may see the experiment and not this. Its owner, {owner}, can change that under Sharing.
    </EmptyState>
  );
}
