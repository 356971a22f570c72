import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdown } from '../../server/git/pages/markdown.ts';

/** Every tag that may come out; all else is text. */
const ALLOWED =
  /<\/?(?:h3|h4|h5|p|ul|li|pre|code|strong)>|<a rel="noopener noreferrer nofollow" href="https?:\/\/[^"<>]*">|<\/a>/g;

test('no text makes another tag than the few that are foreseen', () => {
  const piece = fc.constantFrom(
    '<script>',
    '"',
    "'",
    '`',
    '```',
    '**',
    '[a](',
    'http://x',
    'javascript:',
    ')',
    '# ',
    '- ',
    '\n',
    '&',
    ' ',
    '>',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      expect(markdown(pieces.join('')).text.replace(ALLOWED, '')).not.toMatch(/[<>]/);
    }),
  );
});

test('headings, lists, code and links come out as such', () => {
  expect(markdown('# One\n\ntext `x`\n\n- a\n- b\n\n```sh\n<x>\n```\n[l](https://a.b/c)').text).toBe(
    '<h3>One</h3><p>text <code>x</code></p><ul><li>a</li><li>b</li></ul><pre><code>&lt;x&gt;</code></pre>' +
      '<p><a rel="noopener noreferrer nofollow" href="https://a.b/c">l</a></p>',
  );
});

test('a link to anything but http and https stays text', () => {
  expect(markdown('[x](javascript:alert(1))').text).toBe('<p>[x](javascript:alert(1))</p>');
});
