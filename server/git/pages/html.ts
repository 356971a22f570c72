/** Markup that is safe to send. Only `html` makes it, and it escapes every value that is not Markup itself. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | string | number | null | undefined | false | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an element or in a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}

/** Makes markup of a template; values are escaped, lists joined, nothing shown for null and false. Quote every attribute. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.map((each, at) => each + (at < values.length ? render(values[at]) : '')).join(''));
}

/** An address made of parts, each of which may be anything. */
export function address(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}
