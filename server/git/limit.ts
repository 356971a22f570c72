import { ServiceError } from './errors.ts';

/**
 * Lets `running` pieces of work go at once and `waiting` more stand in line, in order.
 * Work beyond that is refused with 503, so that a crowd slows the service down but never fills the memory.
 */
export function limit(running: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let active = 0;
  const line: Array<() => void> = [];
  return async (work) => {
    if (active >= running) {
      if (line.length >= waiting) throw new ServiceError(503, 'The git service is busy. Try again in a minute.');
      await new Promise<void>((resolve) => line.push(resolve)); // the one that ends hands its place over
    } else {
      active += 1;
    }
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else active -= 1;
    }
  };
}
