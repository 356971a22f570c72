import { randomUUID } from 'node:crypto';
import type { Api } from './api.ts';
import { ADDRESS } from './container.ts';

const ORIGIN = `http://${ADDRESS}:8081`;

/** Speaks to an experiment's workspaces as a browser does: through the front door, with the cookies of one person. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #base: string;

  private constructor(name: string) {
    this.#base = `/user/${name}/lab`;
  }

  /** Goes in by a ticket and opens JupyterLab's page. */
  static async open(api: Api, name: string): Promise<Browser> {
    const browser = new Browser(name);
    const { data, message } = await api.mutate<{ path: string }>('workspaces.enter', { name, workspace: 'lab' });
    if (message) throw new Error(message);
    await browser.fetch(data.path);
    await browser.fetch(`${browser.#base}/lab`);
    return browser;
  }

  async fetch(path: string, init: { method?: string; body?: string } = {}): Promise<Response> {
    const headers = { cookie: this.#cookie(), origin: ORIGIN, 'x-xsrftoken': this.#cookies.get('_xsrf') ?? '' };
    const response = await fetch(`${ORIGIN}${path}`, { redirect: 'manual', headers, ...init });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }

  /** Asks JupyterLab's API. */
  async api<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await this.fetch(`${this.#base}/api/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 200)}`);
    return (await response.json()) as T; // the test's own JupyterLab
  }

  /** Opens a WebSocket of JupyterLab and waits until it is open. */
  async connect(path: string): Promise<WebSocket> {
    const options = { headers: { cookie: this.#cookie(), origin: ORIGIN } }; // Node's own, beside the standard's protocols
    const socket = new WebSocket(
      `${ORIGIN.replace('http', 'ws')}${this.#base}/${path}`,
      options as unknown as string[],
    );
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`${path} was not opened`)));
    });
    return socket;
  }

  /** Starts a notebook's kernel, gives it a cell and goes away without waiting for its end. */
  async runCell(notebook: string, code: string): Promise<void> {
    const session = await this.api<{ kernel: { id: string } }>('sessions', {
      path: notebook,
      name: notebook,
      type: 'notebook',
      kernel: { name: 'python3' },
    });
    const socket = await this.connect(`api/kernels/${session.kernel.id}/channels?session_id=test`);
    const busy = new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        if (String(data).includes('"execute_input"')) resolve();
      });
    });
    const header = { msg_id: randomUUID(), username: '', session: 'test', msg_type: 'execute_request', version: '5.3' };
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    socket.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: 'shell', buffers: [] }));
    await busy;
    socket.close();
  }

  /** Types a line into a new terminal and goes away. */
  async runInTerminal(line: string): Promise<void> {
    const { name } = await this.api<{ name: string }>('terminals', {});
    const socket = await this.connect(`terminals/websocket/${name}`);
    socket.send(JSON.stringify(['stdin', `${line}\r`]));
    await new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        if (String(data).includes(line)) resolve();
      });
    });
    socket.close();
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
