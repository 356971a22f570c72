import { EventEmitter } from 'node:events';
import { Client } from 'pg';
import { connectionOptions } from './client.ts';

const RECONNECT_MS = 1_000;

/**
 * One connection that listens for a process's channels. Emits the channel's name with the payload, and `reconnected`
 * after the connection was lost: what was notified meanwhile is unknown, so listeners look for themselves.
 */
export class Notifications extends EventEmitter {
  readonly #channels: readonly string[];
  #client: Client | null = null;
  #closed = false;

  constructor(channels: readonly string[]) {
    super();
    this.setMaxListeners(0);
    this.#channels = channels;
  }

  /** Connects, and reconnects by itself from then on. Resolves when the channels are listened to. */
  async open(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#connect();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client({ ...connectionOptions(), connectionTimeoutMillis: 5_000, keepAlive: true });
    let ended = false;
    const lost = () => {
      if (ended) return;
      ended = true;
      if (this.#client !== client || this.#closed) return;
      this.#client = null;
      void this.open().then(() => this.emit('reconnected'));
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ channel, payload }) => this.emit(channel, payload ?? ''));
    await client.connect();
    for (const channel of this.#channels) await client.query(`listen ${channel}`);
    this.#client = client;
  }
}
