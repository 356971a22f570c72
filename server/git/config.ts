import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** What the service takes from its configuration file, which has the form and the keys of Gitea's `app.ini`. */
export interface Config {
  /** Address that people use, with a slash at its end; goes into the API's answers. */
  rootUrl: string;
  /** Unix socket that the service listens on. */
  socket: string;
  /** Mode of the socket. */
  socketMode: number;
  /** Where the service keeps its database. */
  folder: string;
  /** Where the repositories are: `<owner>/<name>.git`, as Gitea lays them out. */
  repositories: string;
  /** Nobody sees anything without having said who they are, public repositories included. */
  requireSignIn: boolean;
  /** The account that must run the program, when the file names one. */
  runUser: string | null;
}

export const DEFAULT_CONFIG_FILE = '/etc/gitea/app.ini';

/** Reads the configuration. Throws when the file cannot be read or the process runs as another user than RUN_USER. */
export function readConfig(file: string): Config {
  const values = parseIni(readFileSync(file, 'utf8'));
  const folder = values.get('work_path') ?? '/var/lib/gitea';
  const config: Config = {
    rootUrl: (values.get('server.root_url') ?? 'http://127.0.0.1:3000/').replace(/\/*$/, '/'),
    socket: values.get('server.http_addr') ?? '/run/gitea/gitea.sock',
    socketMode: Number.parseInt(values.get('server.unix_socket_permission') ?? '660', 8),
    folder,
    repositories: values.get('repository.root') ?? join(folder, 'data', 'gitea-repositories'),
    requireSignIn: values.get('service.require_signin_view') === 'true',
    runUser: values.get('run_user') ?? null,
  };
  if (!config.socket.startsWith('/')) throw new Error(`HTTP_ADDR in ${file} must be the path of a Unix socket.`);
  if (config.runUser !== null && config.runUser !== userInfo().username) {
    throw new Error(`Expect user '${config.runUser}' but current user is: ${userInfo().username}`);
  }
  return config;
}

/** Values by `section.key` in lower case; keys before the first section have no section. */
function parseIni(text: string): Map<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const header = /^\[([^\]]+)\]$/.exec(line);
    const pair = /^([A-Za-z_]+)\s*=\s*(.*)$/.exec(line);
    if (header) section = `${header[1]}.`.toLowerCase();
    else if (pair?.[1] && pair[2] !== undefined && pair[2] !== '')
      values.set(`${section}${pair[1]}`.toLowerCase(), pair[2]);
  }
  return values;
}
