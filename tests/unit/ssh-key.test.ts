import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSshKeyLine, parseSshKey } from '../../server/shared/ssh-key.ts';

const field = (content: Buffer | string) => {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const line = (type: string, ...fields: (Buffer | string)[]) =>
  `${type} ${Buffer.concat([field(type), ...fields.map(field)]).toString('base64')}`;

const ED25519 = line('ssh-ed25519', Buffer.alloc(32, 7));
const rsa = (bits: number) => {
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
  return line('ssh-rsa', Buffer.from(e, 'base64url'), Buffer.concat([Buffer.alloc(1), Buffer.from(n, 'base64url')]));
};

describe('a public key', () => {
  test.each([
    ['Ed25519', ED25519],
    ['RSA', rsa(2048)],
    ['ECDSA', line('ecdsa-sha2-nistp256', 'nistp256', Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 3)]))],
    ['a hardware token', line('sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 7), 'ssh:')],
  ])('of %s is taken, with its comment left out and its fingerprint', (_what, text) => {
    const blob = Buffer.from(text.split(' ')[1] ?? '', 'base64');
    const fingerprint = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
    expect(parseSshKey(`  ${text} me@laptop, the old one\n`)).toEqual({
      line: text,
      fingerprint,
      comment: 'me@laptop, the old one',
    });
    expect(isSshKeyLine(text)).toBe(true);
    expect(isSshKeyLine(`${text} comment`)).toBe(false);
  });

  test.each([
    ['options in front', `command="id" ${ED25519}`, /starts with its type/],
    ['options that look like a type', `restrict,${ED25519}`, /starts with its type/],
    ['a second line', `${ED25519}\n${ED25519}`, /one line/],
    ['a second line by a carriage return', `${ED25519}\r${ED25519}`, /one line/],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----', /private key/],
    ['DSA', line('ssh-dss', 'x'), /DSA/],
    ['a short RSA key', rsa(1024), /1024 bits/],
    ['a key that was cut off', ED25519.slice(0, -8), /damaged|not complete/],
    ['more behind the key than belongs to it', line('ssh-ed25519', Buffer.alloc(32, 7), 'more'), /damaged/],
    ['another type inside', `ssh-ed25519 ${line('ssh-rsa', 'x').split(' ')[1]}`, /damaged/],
    ['a key that is too long for its type', line('ssh-ed25519', Buffer.alloc(33, 7)), /damaged/],
    ['a certificate', line('ssh-ed25519-cert-v01@openssh.com', 'x'), /starts with its type/],
    ['a length that leads out of it', `ssh-ed25519 ${Buffer.from('ffffffff', 'hex').toString('base64')}`, /damaged/],
    ['nothing', '', /starts with its type/],
  ])('with %s is refused', (_what, text, reason) => {
    expect(parseSshKey(text)).toEqual(expect.stringMatching(reason));
  });
});
