/** The comment on a schema that a recovery made. `id` is that of the operation. Built-in modules only. */
export function recoveryMark(id: string): string {
  return `Homelab PaaS recovery ${id}`;
}
