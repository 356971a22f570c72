import { getDoctor } from '../../services/doctor/get-doctor.ts';
import { startProbe } from '../../services/doctor/start-probe.ts';
import { procedure, router } from '../procedure.ts';

export const doctor = router({
  get: procedure('admin').query(({ ctx }) => getDoctor(ctx.service)),

  probe: procedure('admin').mutation(({ ctx }) => startProbe(ctx.service)),
});
