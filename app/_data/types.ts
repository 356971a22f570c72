import type { TRPCClientErrorLike } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import type { inferAsyncIterableYield } from '@trpc/server/unstable-core-do-not-import';
import type { AppRouter } from '../../server/trpc/router.ts';

type Outputs = inferRouterOutputs<AppRouter>;

export type CurrentSession = Outputs['sessions']['current'];
export type Session = Outputs['sessions']['list'][number];
export type ExperimentSummary = Outputs['experiments']['list'][number];
export type Experiment = Outputs['experiments']['get'];
export type Operation = Outputs['operations']['get'];
export type OperationStep = Operation['steps'][number];
export type OperationPage = Outputs['operations']['list'];
export type OperationSummary = OperationPage['items'][number];
export type Metrics = Outputs['metrics']['get'];
export type MetricPoint = Metrics['cpu'][number];

/** What the stream of an operation brings, without the number that it is tracked by. */
export type OperationEvent = inferAsyncIterableYield<Outputs['operations']['watch']>['data'];

/** An error of the API: its message is ready to be shown. */
export type ApiError = TRPCClientErrorLike<AppRouter>;
