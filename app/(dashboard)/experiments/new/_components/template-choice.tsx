'use client';

import { useQuery } from '@tanstack/react-query';
import {
  BrainCircuit,
  ChartSpline,
  Copy,
  FileCode,
  FolderGit2,
  Globe,
  Hexagon,
  LayoutTemplate,
  type LucideIcon,
  Square,
} from 'lucide-react';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Template } from '../../../../_data/types.ts';
import { Button } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { type RadioCard, RadioCards } from '../../../../_ui/radio-cards.tsx';
import { Skeleton } from '../../../../_ui/skeleton.tsx';

const ICONS: Record<string, LucideIcon> = {
  empty: Square,
  python: FileCode,
  'data-science': ChartSpline,
  pytorch: BrainCircuit,
  node: Hexagon,
  'web-app': Globe,
};

/** What is no template of the platform and is chosen beside them. No template's key has a colon. */
export const FROM_GIT = 'from:git';
export const FROM_EXPERIMENT = 'from:experiment';

const SOURCES: readonly RadioCard<string>[] = [
  {
    value: FROM_GIT,
    title: 'From a git address',
    description: 'Begins with the files of a repository that anybody may clone.',
    icon: FolderGit2,
  },
  {
    value: FROM_EXPERIMENT,
    title: 'From another experiment',
    description: 'Begins with a copy of its files and, where wanted, of its database.',
    icon: Copy,
  },
];

interface Props {
  initial: Template[] | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Templates alone: several at once have no source of their own. */
  templatesOnly: boolean;
}

/** What a new experiment begins with. */
export function TemplateChoice({ initial, value, onChange, templatesOnly }: Props) {
  const trpc = useTRPC();
  const templates = useQuery({
    ...trpc.templates.list.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
    ...(initial && { initialData: initial }),
  });
  if (templates.isPending) return <Skeleton className="h-64" />;
  if (templates.error) {
    return (
      <ErrorState
        title="The templates could not be loaded"
        action={<Button onClick={() => templates.refetch()}>Try again</Button>}
      >
        {templates.error.message}
      </ErrorState>
    );
  }
  const cards = inUsualOrder(templates.data).map(
    ({ key, name, description, installs }): RadioCard<string> => ({
      value: key,
      title: name,
      description,
      ...(installs !== '' && { note: costOf(installs) }),
      icon: ICONS[key] ?? LayoutTemplate,
    }),
  );
  return (
    <RadioCards
      name="template"
      legend="Begin with"
      cards={templatesOnly ? cards : [...cards, ...SOURCES]}
      value={value}
      onChange={onChange}
    />
  );
}

/** The shortest way first; a template that this page does not know comes last. */
function inUsualOrder(templates: readonly Template[]): Template[] {
  const order = Object.keys(ICONS);
  const rank = ({ key }: Template) => (order.includes(key) ? order.indexOf(key) : order.length);
  return templates.toSorted((a, b) => rank(a) - rank(b));
}

/** Of "pandas and a kernel: about a minute and 700 MiB" what a person chooses by. */
function costOf(installs: string): string {
  const cost = installs.slice(installs.lastIndexOf(': ') + 1).trim();
  return cost.charAt(0).toUpperCase() + cost.slice(1);
}
