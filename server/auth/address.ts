/** Addresses of callers, as nginx sees them (`X-Real-IP`). */
import { isIP, isIPv4, isIPv6 } from 'node:net';

/**
 * An address in the one way that it is kept and compared: IPv6 without its many spellings, and IPv4 that a socket for both
 * kinds shows as `::ffff:192.0.2.1` as what it is. `unknown` for anything else: a developer's request without nginx.
 */
export function plainAddress(address: string | null): string {
  const text = (address ?? '').toLowerCase();
  if (!isIP(text)) return 'unknown';
  if (isIPv4(text)) return text;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(shortest(text));
  if (!mapped) return shortest(text);
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Whom an address counts as where attempts are counted. One program has all loopback addresses, and one machine as many
 * of its IPv6 network (/64) as it likes, so each of these counts as one.
 */
export function callerGroup(address: string): string {
  const plain = plainAddress(address);
  if (plain.startsWith('127.') || plain === '::1') return 'loopback';
  return isIPv6(plain) ? `${firstGroups(plain)}::/64` : plain;
}

/** The first four groups of a shortest IPv6 address. */
function firstGroups(address: string): string {
  const [before = '', after] = address.split('::');
  const [head, tail] = [before, after ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = after === undefined ? 0 : 8 - (head?.length ?? 0) - (tail?.length ?? 0);
  return [...(head ?? []), ...Array<string>(zeros).fill('0'), ...(tail ?? [])].slice(0, 4).join(':');
}

/** The shortest spelling, as URLs have it; without a zone. */
function shortest(address: string): string {
  return new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
}
