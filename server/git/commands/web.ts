import { run } from '../../shared/process.ts';
import type { Config } from '../config.ts';
import { listenOnSocket } from '../http/listen.ts';
import { makeServer } from '../http/server.ts';
import { openService, sweep } from '../service.ts';
import { NOTICE, VERSION } from '../version.ts';
import type { Terminal } from './run-command.ts';

/** How long running clones and pushes may go on after the service was asked to stop. */
const STOP_MS = 10_000;

/** Serves until SIGTERM or SIGINT. */
export async function web(config: Config, terminal: Terminal): Promise<void> {
  const service = openService(config);
  const server = makeServer(service);
  await listenOnSocket(server, config.socket, config.socketMode);
  sweep(config); // only now is it certain that no other process serves these folders
  terminal.out(`${NOTICE}\nVersion ${VERSION} listens on ${config.socket}.`);
  await tellReady();
  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_MS);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(deadline);
  service.db.close();
}

/** Lets systemd know that the service answers, when systemd started it. */
async function tellReady(): Promise<void> {
  const { NOTIFY_SOCKET, PATH = '/usr/bin:/bin' } = process.env;
  if (NOTIFY_SOCKET) await run('systemd-notify', ['--ready'], { env: { NOTIFY_SOCKET, PATH } });
}
