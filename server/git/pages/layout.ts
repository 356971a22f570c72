import type { Account } from '../store/accounts.ts';
import { NOTICE } from '../version.ts';
import { html, Markup } from './html.ts';
import { STYLE } from './style.ts';

export interface Place {
  viewer: Account | null;
  /** Address that the visitor came by, `http://host:port`. */
  origin: string;
}

/** A whole page: title, content, who looks at it, and what this service is not. */
export function layout(place: Place, title: string, content: Markup): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · Homelab PaaS git</title><style>${new Markup(STYLE)}</style></head>
<body><header class="top"><a class="brand" href="/"><span class="mark" aria-hidden="true">g</span><b>Homelab PaaS git</b></a>
<a href="/">Repositories</a><span class="end">${place.viewer?.name ?? 'Not logged in'}</span></header>
<main>${content}</main>
<footer>${NOTICE}</footer></body></html>`;
  return page.text;
}
