import { z } from 'zod';
import { createSnapshot } from '../../services/snapshots/create-snapshot.ts';
import { listSnapshotFiles } from '../../services/snapshots/list-snapshot-files.ts';
import { listSnapshots } from '../../services/snapshots/list-snapshots.ts';
import { recoverFromSnapshot } from '../../services/snapshots/recover-from-snapshot.ts';
import { removeSnapshot } from '../../services/snapshots/remove-snapshot.ts';
import { updateSchedule } from '../../services/snapshots/update-schedule.ts';
import { ById, ByName, Schedule } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const snapshots = router({
  list: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => listSnapshots(ctx.service, input)),

  create: procedure('experiment')
    .input(ByName)
    .mutation(({ ctx, input }) => createSnapshot(ctx.service, input)),

  schedule: procedure('experiment')
    .input(ByName.extend({ schedule: Schedule.nullable() }))
    .mutation(({ ctx, input }) => updateSchedule(ctx.service, input)),

  remove: procedure('experiment')
    .input(ById)
    .mutation(({ ctx, input }) => removeSnapshot(ctx.service, input)),

  files: procedure('experiment')
    .input(ById.extend({ folder: z.string().max(1024) }))
    .query(({ ctx, input }) => listSnapshotFiles(ctx.service, input)),

  recover: procedure('experiment')
    .input(
      ById.extend({ files: z.array(z.string().max(1024)).max(200), tables: z.array(z.string().max(200)).max(200) }),
    )
    .mutation(({ ctx, input }) => recoverFromSnapshot(ctx.service, input)),
});
