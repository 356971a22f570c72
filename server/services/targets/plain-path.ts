/** An absolute path without `.`, `..`, empty parts and line ends, as the provisioner takes it. */
export function plainPath(path: string): boolean {
  return /^(\/[^/\n]+)+$/.test(path) && !/\/\.{1,2}(\/|$)/.test(path);
}
