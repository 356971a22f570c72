import { accountOf, homeOf } from '../../server/shared/names.ts';
import { script } from '../system/support/container.ts';

/**
 * Seconds from starting JupyterLab by hand, as the experiment's user in its home, without unit, slice or front door, to its
 * first answer. Measured inside the container, every 20 ms.
 */
export async function measureBareLab(name: string): Promise<number> {
  const socket = '/tmp/bare-lab/lab.sock';
  return Number(
    await script(`
      install -d -o ${accountOf(name)} /tmp/bare-lab
      cd ${homeOf(name)}
      start=$(date +%s%N)
      setsid runuser -u ${accountOf(name)} -- env HOME=${homeOf(name)} /opt/homelab-runtimes/jupyter/bin/jupyter-lab --no-browser \\
        --ServerApp.sock=${socket} --IdentityProvider.token= --ServerApp.root_dir=${homeOf(name)} >/tmp/bare-lab.log 2>&1 &
      until curl -s -o /dev/null --unix-socket ${socket} http://localhost/api; do sleep 0.02; done
      end=$(date +%s%N)
      pkill -KILL -u ${accountOf(name)} jupyter-lab || true
      rm -rf /tmp/bare-lab
      awk "BEGIN { print ($end - $start) / 1e9 }"`),
  );
}
