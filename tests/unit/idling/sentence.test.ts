import { expect, test } from 'vitest';
import { idlingSentence } from '../../../server/services/idling/idling-sentence.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const told = { now, busy: null, stopsAt: null, keepAwakeUntil: null, connected: false };

test.each([
  [{ busy: 'kernel train.ipynb is busy', keepAwakeUntil: later(9) }, 'Running because kernel train.ipynb is busy'],
  [{ stopsAt: later(23) }, 'Stops in 23 min unless something runs in it'],
  [{ stopsAt: later(22.1), connected: true }, 'Stops in 23 min unless something runs in it, a browser tab is open'],
  [{ stopsAt: later(-1) }, 'Stops within a minute unless something runs in it'],
  [{ stopsAt: later(125) }, 'Stops in 2 h 5 min unless something runs in it'],
  [{ stopsAt: later(60 * 72) }, 'Stops in 3 days unless something runs in it'],
  [{ stopsAt: later(30), keepAwakeUntil: later(90) }, 'Kept awake until 2026-03-01 13:30 UTC'],
  [{ keepAwakeUntil: later(90) }, 'Kept awake until 2026-03-01 13:30 UTC'],
  [{ stopsAt: later(120), keepAwakeUntil: later(90) }, 'Stops in 2 h unless something runs in it'],
  [{}, 'Never stopped for being idle'],
])('%j is told as “%s”', (changes, sentence) => {
  expect(idlingSentence({ ...told, ...changes })).toBe(sentence);
});
