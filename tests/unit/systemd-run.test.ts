import { expect, test } from 'vitest';
import { literally } from '../../server/provisioner/systemd.ts';

test('no variable of a unit comes into an argument that names one', () => {
  expect(literally('$HOME')).toBe('$$HOME');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what systemd would take for a variable.
  expect(literally('src/${GITEA_TOKEN}/a$$b')).toBe('src/$${GITEA_TOKEN}/a$$$$b');
  expect(literally('plain')).toBe('plain');
});
