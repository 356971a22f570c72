import { parseArgs } from 'node:util';
import { DEFAULT_CONFIG_FILE, readConfig } from '../config.ts';
import { openService } from '../service.ts';
import { NOTICE, VERSION } from '../version.ts';
import { createUser } from './create-user.ts';
import { generateAccessToken } from './generate-access-token.ts';
import { web } from './web.ts';

/** Where a command writes; a line at a time. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
}

const USAGE = [
  NOTICE,
  '',
  'gitea --version',
  'gitea web [--config FILE]',
  'gitea migrate [--config FILE]',
  'gitea admin user create --username NAME --email ADDRESS (--password WORD | --random-password) [--admin]',
  'gitea admin user generate-access-token --username NAME [--token-name NAME] [--scopes LIST] [--raw]',
];

/** Every option that any command takes. Gitea's own values of those that change nothing here are taken and ignored. */
const OPTIONS = {
  config: { type: 'string', short: 'c' },
  'work-path': { type: 'string', short: 'w' },
  username: { type: 'string', short: 'u' },
  email: { type: 'string' },
  password: { type: 'string' },
  'random-password': { type: 'boolean' },
  'must-change-password': { type: 'boolean' },
  admin: { type: 'boolean' },
  'token-name': { type: 'string', short: 't' },
  scopes: { type: 'string' },
  raw: { type: 'boolean' },
  version: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse(args: readonly string[]) {
  // Gitea's flags take `--must-change-password=false`; parseArgs knows a flag only with no value.
  const plain = args.filter((each) => !/^--must-change-password(=(true|false))?$/.test(each));
  return parseArgs({ args: plain, options: OPTIONS, allowPositionals: true });
}

export type Options = ReturnType<typeof parse>['values'];

/** Runs one command of the command line; gives its exit status. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    const command = positionals.join(' ');
    if (values.version || command === 'version') {
      terminal.out(
        `Gitea version ${VERSION} (Homelab PaaS embedded git service, not Gitea) built with node${process.versions.node}`,
      );
      return 0;
    }
    if (values.help || command === 'help') {
      for (const line of USAGE) terminal.out(line);
      return 0;
    }
    return await dispatch(command, values, terminal);
  } catch (error) {
    terminal.error(`Command error: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

async function dispatch(command: string, values: Options, terminal: Terminal): Promise<number> {
  const config = () => readConfig(values.config ?? DEFAULT_CONFIG_FILE);
  switch (command) {
    case 'web':
      await web(config(), terminal);
      return 0;
    case 'migrate':
      openService(config()).db.close();
      terminal.out(`${NOTICE}\nThe database is up to date.`);
      return 0;
    case 'admin user create':
      await createUser(config(), values, terminal);
      return 0;
    case 'admin user generate-access-token':
      generateAccessToken(config(), values, terminal);
      return 0;
    default:
      for (const line of USAGE) terminal.error(line);
      return 1;
  }
}
