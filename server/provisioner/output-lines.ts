/** What a program of an experiment writes, on its way to a progress page. */

/** Lines that are passed on; a program that writes more is not followed any further. */
const MOST_LINES = 300;
const LONGEST_LINE = 300;
const KEPT = 40;

/** Cuts and cleans lines, passes on the first of them, and keeps the last for a failure's log. */
export class OutputLines {
  readonly last: string[] = [];
  readonly #pass: (line: string) => void;
  #passed = 0;

  constructor(pass: (line: string) => void) {
    this.#pass = pass;
  }

  add(raw: string): void {
    const line = readableLine(raw);
    if (line === '') return;
    this.last.push(line);
    if (this.last.length > KEPT) this.last.shift();
    this.#passed += 1;
    if (this.#passed <= MOST_LINES) this.#pass(line);
    if (this.#passed === MOST_LINES) this.#pass('… and more, which is left out here.');
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const ESCAPES = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/** One line without colours, control and direction characters; of a line that was drawn over, what was drawn last. */
export function readableLine(raw: string): string {
  const drawn =
    raw
      .slice(0, 16 * LONGEST_LINE)
      .trimEnd()
      .split('\r')
      .at(-1) ?? '';
  const plain = drawn
    .replace(ESCAPES, '')
    .replaceAll('\t', '  ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '')
    .trimEnd();
  return plain.length > LONGEST_LINE ? `${plain.slice(0, LONGEST_LINE - 1)}…` : plain;
}
