import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './report';

/** What JSON may have and a script element may not. */
const UNSAFE = /[<>\u2028\u2029]/g;

/** The page as one file: style, script and the report are in it, and it may load nothing. */
export function toHtml(report: Report): string {
  const script = readBuilt('page.js');
  const style = readBuilt('page.css');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    // The library that draws the graph adds a style element.
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(titleOf(report))}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript>This report needs JavaScript.</noscript>
<script type="application/json" id="report">${toSafeJson(report)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that no character of can end the element in which it is. */
export function toSafeJson(value: unknown): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(UNSAFE, escape);
}

function titleOf({ root }: Report): string {
  return `Plugin report of ${root.split(/[\\/]/).at(-1) || root}`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The build puts it beside this module. */
function readBuilt(name: string): string {
  return readFileSync(join(__dirname, name), 'utf8');
}
