import { createHash } from 'node:crypto';

/** The one style sheet of the pages, inside each page. Its hash stands in the page's Content-Security-Policy. */
export const STYLE = `
:root{color-scheme:dark;--bg:oklch(.165 .006 255);--panel:oklch(.195 .007 255);--raised:oklch(.225 .008 255);
--hover:oklch(.25 .009 255);--line:oklch(.275 .009 255);--line-strong:oklch(.35 .012 255);--text:oklch(.955 .004 255);
--text-2:oklch(.745 .012 255);--text-3:oklch(.66 .014 255);--accent:oklch(.80 .115 215);--accent-soft:oklch(.80 .115 215/.14);
--ok:oklch(.78 .15 155);--busy:oklch(.82 .13 85);--bad:oklch(.71 .17 25);--off:oklch(.55 .012 255);--r1:6px;--r2:10px;
--mono:"Geist Mono",ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:450 14px/20px Geist,"Geist Variable",system-ui,sans-serif;
font-variant-numeric:tabular-nums}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:0;box-shadow:0 0 0 3px var(--accent-soft),0 0 0 1px var(--accent);border-radius:var(--r1)}
header.top{display:flex;align-items:center;gap:24px;padding:0 36px;height:56px;border-bottom:1px solid var(--line)}
header.top b{font-weight:600}header.top .end{margin-left:auto;color:var(--text-2)}header.top a{color:var(--text-2)}
header.top a.brand{color:var(--text);display:flex;gap:10px;align-items:center}
.mark{display:inline-grid;place-items:center;width:24px;height:24px;border-radius:var(--r1);background:var(--text);color:var(--bg);font-weight:600}
main{max-width:1312px;margin:0 auto;padding:28px 36px 48px}
footer{max-width:1312px;margin:0 auto;padding:16px 36px 36px;color:var(--text-3);font-size:13px}
h1{font-size:22px;line-height:28px;font-weight:600;margin:0;overflow-wrap:anywhere}
.head{display:flex;flex-wrap:wrap;align-items:center;gap:12px;margin-bottom:4px}
.lead{color:var(--text-2);margin:0 0 20px;overflow-wrap:anywhere}
.crumb{color:var(--text-3);font-size:13px;margin:0 0 4px}
.tag{border:1px solid var(--line-strong);border-radius:var(--r1);padding:0 8px;font-size:12px;color:var(--text-2);white-space:nowrap}
.state{display:inline-flex;align-items:center;gap:8px;font-size:13px;color:var(--text-2)}
.state::before{content:"";width:8px;height:8px;border-radius:50%;background:var(--ok)}
.state.off::before{background:none;border:1px solid var(--off)}
nav.tabs{display:flex;gap:24px;border-bottom:1px solid var(--line);margin-bottom:20px;overflow-x:auto}
nav.tabs a{padding:8px 0;color:var(--text-2);border-bottom:2px solid transparent;margin-bottom:-1px;white-space:nowrap}
nav.tabs a[aria-current]{color:var(--text);border-color:var(--text)}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:var(--r2);overflow:hidden;margin-bottom:20px}
.panel>h2{font-size:13px;font-weight:500;color:var(--text-2);margin:0;padding:12px 16px;border-bottom:1px solid var(--line);
display:flex;gap:12px;align-items:center;overflow-wrap:anywhere}
.panel>h2 .end{margin-left:auto;display:flex;gap:12px;white-space:nowrap}
.pad{padding:16px}
table{width:100%;border-collapse:collapse}
th{font-size:12px;font-weight:500;color:var(--text-3);text-align:left;padding:10px 16px;border-bottom:1px solid var(--line)}
table.rows td{padding:9px 16px;border-top:1px solid var(--line);vertical-align:middle}
table.rows tr:first-child td{border-top:0}thead+tbody tr:first-child td{border-top:0}
table.rows tbody tr{position:relative}table.rows tbody tr:hover{background:var(--raised)}
table.rows a.row::after{content:"";position:absolute;inset:0}
td.num,th.num{text-align:right;white-space:nowrap;color:var(--text-2)}
.strong{font-weight:600}.dim{color:var(--text-2)}.faint{color:var(--text-3);font-size:13px}.wrap{overflow-wrap:anywhere}
.mono,code,pre,kbd{font-family:var(--mono);font-size:13px}
code{background:var(--raised);border-radius:4px;padding:1px 4px}pre code{background:none;padding:0}
.clone{display:flex;gap:8px;align-items:center;margin-bottom:20px}
.clone input{flex:1;min-width:0;max-width:640px}
input{height:34px;background:var(--panel);border:1px solid var(--line-strong);border-radius:var(--r1);color:var(--text);padding:0 10px;font:inherit}
input.mono{font-family:var(--mono);font-size:13px}
.button{display:inline-flex;align-items:center;height:28px;padding:0 10px;border:1px solid var(--line-strong);border-radius:var(--r1);font-size:13px;color:var(--text)}
.button:hover{background:var(--hover);text-decoration:none}
.head form{margin-left:auto}.head form input{width:260px}
.code{overflow-x:auto;padding:8px 0}.code table{width:auto;min-width:100%}
.code td{font-family:var(--mono);font-size:13px;line-height:20px;padding:0 16px 0 12px;white-space:pre;tab-size:4}
.code td.n{text-align:right;color:var(--text-3);user-select:none;width:1%;padding:0 4px 0 16px}.code td.n a{color:inherit}
.code tr:target td{background:var(--accent-soft)}
.add td{background:oklch(.78 .15 155/.1)}.del td{background:oklch(.71 .17 25/.1)}.hunk td{color:var(--text-3)}
.prose{padding:20px 24px;max-width:820px;overflow-wrap:anywhere}.prose>:first-child{margin-top:0}.prose>:last-child{margin-bottom:0}
.prose h3,.prose h4,.prose h5{margin:24px 0 8px;line-height:1.3;font-weight:600}.prose h3{font-size:18px}.prose h4{font-size:16px}.prose h5{font-size:14px}
.prose p,.prose ul,.prose pre{margin:0 0 12px}.prose ul{padding-left:20px}.prose a{color:var(--accent)}
.prose pre,pre.message{background:var(--raised);border-radius:var(--r1);padding:12px 16px;overflow-x:auto}
pre.message{white-space:pre-wrap;background:none;padding:0;margin:0;overflow-wrap:anywhere}
pre.text{margin:0;padding:16px;white-space:pre-wrap;overflow-wrap:anywhere}
.empty{padding:48px 24px;text-align:center;color:var(--text-2)}.empty h2{font-size:16px;color:var(--text);margin:0 0 8px;font-weight:600}
.empty pre{text-align:left;display:inline-block;max-width:100%;overflow-x:auto}
.pager{display:flex;gap:12px;justify-content:flex-end}
@media(max-width:720px){header.top,main,footer{padding-left:16px;padding-right:16px}.wide{display:none}
.head form{margin-left:0;width:100%}.head form input{width:100%;height:40px}}
`;

const HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, run, framed or sent from a page but its own style sheet and the filter's form. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${HASH}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
