/**
 * One public key as it may stand in a file that sshd reads. What is accepted is parsed here by hand, by root again: a line with
 * options in front, or a second line, would give a log-in more than its owner meant. Built-in modules only.
 */
import { createHash } from 'node:crypto';

export interface SshKey {
  /** Type and key in base64, nothing else. */
  line: string;
  /** `SHA256:…` as ssh-keygen(1) shows it. */
  fingerprint: string;
  /** What its owner wrote behind it, often their address. */
  comment: string;
}

/** Fewer bits of RSA are refused; more than this takes the server long for nothing. */
const RSA_BITS = { least: 2048, most: 16_384 };

/** Points of the curves, uncompressed: a type byte and two coordinates. */
const CURVES: Record<string, { curve: string; pointBytes: number }> = {
  'ecdsa-sha2-nistp256': { curve: 'nistp256', pointBytes: 65 },
  'ecdsa-sha2-nistp384': { curve: 'nistp384', pointBytes: 97 },
  'ecdsa-sha2-nistp521': { curve: 'nistp521', pointBytes: 133 },
  'sk-ecdsa-sha2-nistp256@openssh.com': { curve: 'nistp256', pointBytes: 65 },
};

const TYPES = ['ssh-ed25519', 'ssh-rsa', 'sk-ssh-ed25519@openssh.com', ...Object.keys(CURVES)];

/**
 * Reads one line of an authorized_keys file without options. Gives the key, or a sentence that says what is wrong with it. The
 * whole of the key is parsed: type and lengths must agree, and nothing may follow.
 */
export function parseSshKey(text: string): SshKey | string {
  const [type = '', encoded = '', ...comment] = text.trim().split(/[ \t]+/);
  if (/[\r\n]/.test(text.trim())) return 'One key is expected, in one line.';
  if (text.includes('PRIVATE KEY'))
    return 'This is a private key. Keep it to yourself and paste the file that ends in .pub.';
  if (type === 'ssh-dss') return 'DSA keys are not accepted. Make another one: ssh-keygen -t ed25519';
  if (!TYPES.includes(type))
    return `A public key starts with its type, one of ${TYPES.join(', ')}. Options in front are refused.`;
  const blob = Buffer.from(encoded, 'base64');
  if (encoded === '' || blob.toString('base64') !== encoded) return 'The key is not complete: paste the whole line.';
  const problem = problemOf(type, fieldsOf(blob));
  if (problem !== null) return problem;
  const fingerprint = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
  return { line: `${type} ${encoded}`, fingerprint, comment: comment.join(' ') };
}

/** Whether `line` is exactly what parseSshKey gives: type, one blank, key. */
export function isSshKeyLine(line: string): boolean {
  const key = parseSshKey(line);
  return typeof key !== 'string' && key.line === line;
}

/** The length-prefixed fields of a key (RFC 4253, 6.6); null when they do not fill it exactly. */
function fieldsOf(blob: Buffer): Buffer[] | null {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return null;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return null;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function problemOf(type: string, fields: Buffer[] | null): string | null {
  const damaged = 'The key is damaged: its type and its content do not agree.';
  if (!fields || fields[0]?.toString('latin1') !== type) return damaged;
  const rest = fields.slice(1);
  if (type === 'ssh-rsa') return rest.length === 2 ? problemOfRsa(rest[1]) : damaged;
  const hardware = type.startsWith('sk-'); // such a key also names its application
  if (hardware && !/^[\x21-\x7e]{1,255}$/.test(rest.pop()?.toString('latin1') ?? '')) return damaged;
  const curve = CURVES[type];
  if (!curve) return rest.length === 1 && rest[0]?.length === 32 ? null : damaged;
  const [name, point] = rest;
  const good = rest.length === 2 && name?.toString('latin1') === curve.curve && point?.length === curve.pointBytes;
  return good && point[0] === 4 ? null : damaged;
}

function problemOfRsa(modulus: Buffer | undefined): string | null {
  const digits = (modulus ?? Buffer.alloc(0)).toString('hex').replace(/^0+/, '');
  const bits = digits === '' ? 0 : BigInt(`0x${digits}`).toString(2).length;
  if (bits < RSA_BITS.least)
    return `This RSA key has ${bits} bits; at least ${RSA_BITS.least} are needed. Make another one: ssh-keygen -t ed25519`;
  return bits > RSA_BITS.most ? `This RSA key has ${bits} bits; ${RSA_BITS.most} are enough.` : null;
}
