'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { LIMITS } from '../../../../../server/shared/limits.ts';
import { rememberRefusals } from '../../../../_data/batch-refusals.ts';
import { type LimitKey, type LimitTexts, limitTexts, readLimits } from '../../../../_data/limits.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Bounds, Template } from '../../../../_data/types.ts';
import type { SourceTexts } from './source-fields.tsx';
import { FROM_EXPERIMENT, FROM_GIT } from './template-choice.tsx';

/** What is typed and chosen for a new experiment, what is wrong with it, and the request that it becomes. */
export function useNewExperiment(bounds: Bounds | undefined, templates: Template[] | undefined) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [choice, setChoice] = useState('empty');
  const [source, setSource] = useState<SourceTexts>({ url: '', experiment: '', withDatabase: true });
  const [typedLimits, setTypedLimits] = useState<Partial<LimitTexts>>({});
  const [several, setSeveral] = useState(false);
  const [count, setCount] = useState('10');
  const [tried, setTried] = useState(false);

  const create = useMutation(
    trpc.experiments.create.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  const createMany = useMutation(
    trpc.experiments.createMany.mutationOptions({
      onSuccess: ({ batchId, outcomes }) => {
        rememberRefusals(batchId, outcomes);
        router.push(`/operations/batch/${batchId}`);
      },
    }),
  );

  const template = templates?.find(({ key }) => key === choice);
  const usual = bounds && { ...bounds.defaults, ...defined(template?.limits ?? {}) };
  const saved = usual && limitTexts(usual);
  const limits = saved && { ...saved, ...typedLimits };
  const read = limits && bounds ? readLimits(limits, bounds.maxima) : null;
  const touched = limits && saved ? LIMITS.filter((key) => limits[key] !== saved[key]) : [];
  const limitProblems: Partial<LimitTexts> = touched.length > 0 ? (read?.problems ?? {}) : {};
  const sourceProblem = tried ? problemOf(choice, source) : undefined;
  const amount = Number(count);
  const countProblem =
    Number.isInteger(amount) && amount >= 2 && amount <= 100 ? undefined : 'Type a whole number from 2 to 100.';

  const submit = () => {
    setTried(true);
    if (several) {
      if (!countProblem) createMany.mutate({ prefix: name, count: amount, template: choice });
      return;
    }
    if (problemOf(choice, source) || Object.keys(limitProblems).length > 0) return;
    const values = read?.values;
    create.mutate({
      name,
      displayName: displayName.trim(),
      ...sourceInput(choice, source),
      ...(touched.length > 0 && values && { limits: Object.fromEntries(touched.map((key) => [key, values[key]])) }),
    });
  };

  return {
    ...{ name, setName, displayName, setDisplayName, choice, setChoice, template },
    ...{ source, changeSource: (change: Partial<SourceTexts>) => setSource({ ...source, ...change }), sourceProblem },
    ...{
      limits,
      limitProblems,
      setLimit: (key: LimitKey, text: string) => setTypedLimits({ ...typedLimits, [key]: text }),
    },
    ...{ several, setSeveral, count, setCount, countProblem: tried ? countProblem : undefined },
    ...{ submit, busy: [create, createMany].some((each) => each.isPending || each.isSuccess) },
    error: several ? createMany.error : create.error,
  };
}

function problemOf(choice: string, { url, experiment }: SourceTexts): string | undefined {
  if (choice === FROM_GIT && !/^https?:\/\/\S+$/.test(url.trim())) return 'Type an address that begins with https://.';
  if (choice === FROM_EXPERIMENT && experiment === '') return 'Type or choose the name of an experiment.';
  return undefined;
}

function sourceInput(choice: string, { url, experiment, withDatabase }: SourceTexts) {
  if (choice === FROM_GIT) return { template: 'empty', source: { kind: 'git' as const, url: url.trim() } };
  if (choice === FROM_EXPERIMENT) {
    return { template: 'empty', source: { kind: 'experiment' as const, name: experiment, withDatabase } };
  }
  return { template: choice };
}

function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
