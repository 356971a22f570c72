import { SearchX } from 'lucide-react';
import { ButtonLink } from '../_ui/button.tsx';
import { EmptyState } from '../_ui/empty-state.tsx';
import { PageHeader } from '../_ui/page-header.tsx';

export default function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={SearchX}
        title="There is nothing here"
        action={<ButtonLink href="/experiments">Experiments</ButtonLink>}
      >
        The address is wrong, or what was here has been deleted. An experiment of somebody else looks the same.
      </EmptyState>
    </>
  );
}
