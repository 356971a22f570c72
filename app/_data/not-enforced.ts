const SAID = /^not enforced here, because /i;

/** The reason alone: trials say "Not enforced here, because …", and the page has said the first half already. */
export function notEnforcedBecause(detail: string): string {
  const reason = detail.replace(SAID, '');
  return /^[A-Z][a-z]/.test(reason) ? reason.slice(0, 1).toLowerCase() + reason.slice(1) : reason;
}
