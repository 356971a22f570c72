import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, type RunResult } from '../../../server/shared/process.ts';
import type { Api } from './api.ts';
import { ADDRESS, inContainer, said, script, until } from './container.ts';
import { Browser } from './lab.ts';

/** Where a program of an experiment runs: in JupyterLab's unit, in code-server's, or in an SSH log-in. */
export const CONTEXTS = ['lab', 'code', 'ssh'] as const;
export type ContextName = (typeof CONTEXTS)[number];

/** Takes scripts from a folder, one after the other, and lays down beside each what it said and how it ended. */
const AGENT = `#!/bin/bash
cd ~/.probe/"$1"
while [[ ! -e stop ]]; do
  for file in *.cmd; do
    [[ -e $file ]] || continue
    (cd ~; timeout 120 bash ~/.probe/"$1/$file") >"\${file%.cmd}.out" 2>&1 </dev/null
    echo $? >"$file.tmp" && rm "$file" && mv "$file.tmp" "\${file%.cmd}.rc"
  done
  sleep 0.05
done
`;

let count = 0;

/** Runs scripts inside one experiment, in the real sandboxes of its workspaces and its log-ins. */
export class Inside {
  readonly name: string;
  readonly #api: Api;
  #key = '';
  constructor(api: Api, name: string) {
    this.#api = api;
    this.name = name;
  }

  /** Path of the private key that `open` made for SSH. */
  get key(): string {
    return this.#key;
  }

  get account(): string {
    return `exp-${this.name}`;
  }

  /** Starts what takes the scripts: in a terminal of JupyterLab, in code-server's unit in the place of its program, and a key for SSH. */
  async open(...contexts: ContextName[]): Promise<void> {
    const home = `/home/${this.account}`;
    await script(
      `install -d -o ${this.account} -g ${this.account} ${home}/.probe ${home}/.probe/lab ${home}/.probe/code`,
    );
    await this.write(`${home}/.probe/agent`, AGENT);
    if (contexts.includes('lab')) {
      const started = await this.#api.mutate('workspaces.start', { name: this.name, workspace: 'lab' });
      if (started.message) throw new Error(started.message);
      await (await Browser.open(this.#api, this.name)).runInTerminal('exec bash ~/.probe/agent lab');
    }
    if (contexts.includes('code')) {
      const unit = `experiment-code@${this.name}.service`;
      await script(`mkdir -p /run/systemd/system/${unit}.d
        printf '[Service]\\nExecStart=\\nExecStart=/bin/bash ${home}/.probe/agent code\\n' > /run/systemd/system/${unit}.d/99-test.conf
        systemctl daemon-reload; systemctl restart ${unit}`);
    }
    if (contexts.includes('ssh')) this.#key = await addKey(this.#api, this.name);
  }

  /** Ends what `open` started and takes the test's drop-in away. The files go with the home. */
  async close(): Promise<void> {
    await script(`rm -rf /run/systemd/system/experiment-code@${this.name}.service.d; systemctl daemon-reload`);
    if (this.#key !== '') await rm(join(this.#key, '..'), { recursive: true, force: true });
  }

  /** Runs a bash script in one context and gives what it said; both outputs are in `stdout`. */
  async run(context: ContextName, text: string): Promise<RunResult> {
    if (context === 'ssh') return this.ssh(['bash', '-s'], text);
    const base = `/home/${this.account}/.probe/${context}/${++count}`;
    await this.write(`${base}.new`, text);
    await said('mv', `${base}.new`, `${base}.cmd`);
    const code = await until(`script ${count} in ${context}`, 150, async () => {
      const { stdout } = await inContainer(['cat', `${base}.rc`]);
      return stdout === '' ? null : Number(stdout);
    });
    return { code, stdout: (await inContainer(['cat', `${base}.out`])).stdout, stderr: '' };
  }

  /** Runs a command by SSH with the key of `open`; `options` go in front of the address. */
  ssh(command: readonly string[], input = '', options: readonly string[] = []): Promise<RunResult> {
    return ssh(this.#key, this.account, command, input, options);
  }

  async write(path: string, content: string): Promise<void> {
    const { code, stderr } = await inContainer(['tee', path], { input: content });
    if (code !== 0) throw new Error(stderr);
    await said('chown', `${this.account}:`, path);
  }
}

/** Makes a key pair on this machine and adds its public half to an experiment. Gives the path of the private one. */
export async function addKey(api: Api, name: string): Promise<string> {
  const key = await makeKey();
  const { stdout } = await execute('/usr/bin/cat', [`${key}.pub`]);
  const { message } = await api.mutate('sshKeys.add', { name, label: 'test', publicKey: stdout });
  if (message) throw new Error(message);
  return key;
}

export async function makeKey(): Promise<string> {
  const key = join(await mkdtemp(join(tmpdir(), 'homelab-key-')), 'key');
  await execute('/usr/bin/ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  return key;
}

export const SSH_OPTIONS = [
  ...['-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes', '-o', 'LogLevel=ERROR', '-o', 'ConnectTimeout=15'],
  ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'],
];

/** Runs a command by SSH on port 2222 of the container, from this machine. */
export async function ssh(
  key: string,
  account: string,
  command: readonly string[],
  input = '',
  options: readonly string[] = [],
): Promise<RunResult> {
  const args = ['-p', '2222', '-i', key, ...SSH_OPTIONS, ...options, `${account}@${ADDRESS}`, ...command];
  const result = await execute('/usr/bin/ssh', args, { input, timeoutMs: 150_000 });
  return { ...result, stdout: result.stdout + result.stderr };
}
