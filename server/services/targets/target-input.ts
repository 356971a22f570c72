import { z } from 'zod';
import { plainPath } from './plain-path.ts';

const name = z
  .string()
  .trim()
  .min(1, 'A place needs a name.')
  .max(60, 'A name has at most 60 characters.')
  .regex(/^\P{Cc}*$/u, 'A name is one line without control characters.');

export const NewTarget = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('folder'),
    name,
    path: z.string().max(1024).refine(plainPath, 'A folder is an absolute path without “..”.'),
  }),
  z.strictObject({
    kind: z.literal('s3'),
    name,
    endpoint: z
      .url({ protocol: /^https?$/, error: 'An endpoint begins with https:// or http://.' })
      .max(1024)
      .refine(isBare, 'An endpoint is an address alone, without a name, a password, a path or a question.'),
    region: z
      .string()
      .max(64)
      .regex(/^[A-Za-z0-9-]*$/, 'A region has letters, digits and hyphens.'),
    bucket: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        'A bucket has 3 to 63 lower-case letters, digits, dots and hyphens.',
      ),
    prefix: z
      .string()
      .max(512)
      .regex(
        /^$|^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/,
        'A prefix is a path without slashes at its ends.',
      ),
    accessKeyId: z.string().trim().min(1, 'The access key is missing.').max(256),
    secretKey: z.string().min(1, 'The secret key is missing.').max(1024),
  }),
]);
export type NewTarget = z.infer<typeof NewTarget>;

function isBare(endpoint: string): boolean {
  const { username, password, pathname, search, hash } = new URL(endpoint);
  return [username, password, search, hash].every((part) => part === '') && pathname === '/';
}
