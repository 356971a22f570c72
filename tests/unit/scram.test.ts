import { expect, test } from 'vitest';
import { scramVerifier } from '../../server/system/postgres/scram.ts';

// The salt, iteration count and password of the example in RFC 7677, section 3.
test('the verifier holds the keys that RFC 7677’s example leads to', () => {
  const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
  expect(verifier).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});
