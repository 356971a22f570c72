import { type FrontDoorPorts, portsAround } from '../../shared/front-door-ports.ts';
import type { DoorAnswer, DoorRequest } from './door.ts';

/** Sends the browser from one site of the front door to a path at another, on the host that it used. */
export function redirectBetween(
  { url }: DoorRequest,
  [from, to]: readonly [from: keyof FrontDoorPorts, to: keyof FrontDoorPorts],
  path: string,
): DoorAnswer {
  const location = `${url.protocol}//${url.hostname}:${portsAround(from, url)[to]}${path}`;
  return { status: 302, headers: { Location: location, 'Referrer-Policy': 'same-origin' } };
}
