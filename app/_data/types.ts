import type { TRPCClientErrorLike } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import type { inferAsyncIterableYield } from '@trpc/server/unstable-core-do-not-import';
import type { AppRouter } from '../../server/trpc/router.ts';

type Outputs = inferRouterOutputs<AppRouter>;

export type CurrentSession = Outputs['sessions']['current'];
export type Session = Outputs['sessions']['list'][number];
export type ExperimentPage = Outputs['experiments']['list'];
export type ExperimentSummary = ExperimentPage['items'][number];
export type BulkOutcome = Outputs['experiments']['bulk'];
export type Experiment = Outputs['experiments']['get'];
export type Operation = Outputs['operations']['get'];
export type OperationStep = Operation['steps'][number];
export type OperationPage = Outputs['operations']['list'];
export type OperationSummary = OperationPage['items'][number];
export type Batch = Outputs['operations']['batch'];
export type ArchivePage = Outputs['archives']['list'];
export type Archive = Outputs['archives']['get'];
export type Template = Outputs['templates']['list'][number];
export type Bounds = Outputs['limits']['bounds'];
export type Metrics = Outputs['metrics']['get'];
export type MetricPoint = Metrics['cpu'][number];
export type IdlingView = Outputs['idling']['get'];
export type LimitsView = Outputs['limits']['get'];
export type LimitValues = LimitsView['limits'];
export type MembersView = Outputs['members']['list'];
export type SnapshotsView = Outputs['snapshots']['list'];
export type SnapshotFiles = Outputs['snapshots']['files'];
export type SecretEntry = Outputs['secrets']['list'][number];
export type SshKeysView = Outputs['sshKeys']['list'];
export type DriftFinding = Outputs['drift']['list'][number];
export type DoctorView = Outputs['doctor']['get'];
export type PlatformSettings = Outputs['settings']['get'];
export type TargetsView = Outputs['targets']['list'];
export type LogLine = Outputs['experiments']['logs']['lines'][number];

/** What the stream of an operation brings, without the number that it is tracked by. */
export type OperationEvent = inferAsyncIterableYield<Outputs['operations']['watch']>['data'];

/** An error of the API: its message is ready to be shown. */
export type ApiError = TRPCClientErrorLike<AppRouter>;
