import { html, type Markup } from './html.ts';

/**
 * The plain part of Markdown that READMEs use: headings, paragraphs, lists, fenced code, and in a line code, bold and links.
 * Everything else stays text. No HTML passes, and links lead to http and https alone.
 */
export function markdown(source: string): Markup {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Markup[] = [];
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
    if (line.trim() === '') continue;
    if (/^\s*(```|~~~)/.test(line)) blocks.push(fenced(line.trim().slice(0, 3), lines));
    else if (heading) blocks.push(headed(heading[1]?.length ?? 1, heading[2] ?? ''));
    else if (ITEM.test(line)) blocks.push(list(line, lines));
    else blocks.push(html`<p>${inline([line, ...takeWhile(lines, isText)].join('\n'))}</p>`);
  }
  return html`${blocks}`;
}

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

function isText(line: string): boolean {
  return line.trim() !== '' && !ITEM.test(line) && !/^(#{1,6}\s|\s*(```|~~~))/.test(line);
}

function takeWhile(lines: string[], accept: (line: string) => boolean): string[] {
  const end = lines.findIndex((each) => !accept(each));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function fenced(fence: string, lines: string[]): Markup {
  const code = takeWhile(lines, (each) => !each.trim().startsWith(fence));
  lines.shift();
  return html`<pre><code>${code.join('\n')}</code></pre>`;
}

function headed(level: number, text: string): Markup {
  if (level === 1) return html`<h3>${inline(text)}</h3>`;
  return level === 2 ? html`<h4>${inline(text)}</h4>` : html`<h5>${inline(text)}</h5>`;
}

function list(first: string, lines: string[]): Markup {
  const items = [first, ...takeWhile(lines, (each) => ITEM.test(each) || /^\s+\S/.test(each))];
  const texts: string[] = [];
  for (const item of items) {
    if (ITEM.test(item)) texts.push(item.replace(ITEM, ''));
    else texts.push(`${texts.pop() ?? ''}\n${item.trim()}`);
  }
  return html`<ul>${texts.map((each) => html`<li>${inline(each)}</li>`)}</ul>`;
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^[\]]+)\]\((https?:\/\/[^\s()]+)\)/g;

function inline(text: string): Markup {
  const parts: Array<Markup | string> = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, code, bold, label, href] = found;
    parts.push(text.slice(from, found.index));
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (bold !== undefined) parts.push(html`<strong>${bold}</strong>`);
    else parts.push(html`<a rel="noopener noreferrer nofollow" href="${href}">${label}</a>`);
    from = found.index + whole.length;
  }
  return html`${parts}${text.slice(from)}`;
}
