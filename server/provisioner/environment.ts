/** The format of an experiment's environment file. */

/**
 * One line for each variable that systemd (EnvironmentFile=) and bash (`set -a; . file`) read alike: inside double quotes
 * both take a backslash before `\`, `"`, `$` and a backquote as an escape, and everything else as it stands (systemd.exec(5)).
 * Values hold no line end and no control character; checks.ts has refused those.
 */
export function environmentLines(variables: Record<string, string>): string[] {
  return Object.entries(variables).map(([key, value]) => `${key}="${value.replace(/[\\"$`]/g, '\\$&')}"`);
}
