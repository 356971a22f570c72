import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const FRESH_MS = 10_000;

/** The token for all figures, read from its file again every ten seconds, so that a new one needs no restart. */
export class PlatformToken {
  readonly #file: string;
  #hash: Buffer | null = null;
  #expires = 0;
  problem: string | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  /** SHA-256 of the token; null, which refuses everybody, when the file cannot be read or is empty. */
  async hash(): Promise<Buffer | null> {
    if (Date.now() < this.#expires) return this.#hash;
    this.#expires = Date.now() + FRESH_MS;
    const token = await readFile(this.#file, 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
    this.#hash = token === '' ? null : createHash('sha256').update(token).digest();
    if (token === '' && this.problem === null) console.error(`token: ${this.#file} cannot be read or is empty`);
    this.problem = token === '' ? 'The token for all figures cannot be read, so they are refused to everybody.' : null;
    return this.#hash;
  }
}
