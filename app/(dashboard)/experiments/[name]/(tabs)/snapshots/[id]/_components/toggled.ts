/** A set with `key` put in, or taken out where it is in; what lies below it as a path goes either way. */
export function toggled(before: ReadonlySet<string>, key: string): Set<string> {
  const after = new Set([...before].filter((each) => each !== key && !each.startsWith(`${key}/`)));
  if (!before.has(key)) after.add(key);
  return after;
}
