import { portsAround } from '../../server/shared/front-door-ports.ts';

/** The address of a page of the dashboard: its `location`, or the URL of the request. */
type Address = Pick<URL, 'protocol' | 'hostname' | 'port'>;

/** Origin of the workspaces, on the host of a page of the dashboard. */
export function workspaceOrigin(address: Address): string {
  return `${address.protocol}//${address.hostname}:${portsAround('dashboard', address).workspace}`;
}

/** Origin of git on the same host; it has no TLS. */
export function gitOrigin(address: Address): string {
  return `http://${address.hostname}:${portsAround('dashboard', address).git}`;
}
