// Links of a page lead from file to file, so that they work in the repository. In the site, pages are elsewhere.
import { existsSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { pages, repositoryRoot } from './pages.mjs';

const EXTERNAL = /^([a-z]+:|#)/i;

/** What GitHub makes of a heading: links are written for it. */
export function slugify(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** A plugin of markdown-it. What leads to no page, such as to an example's folder, is shown as text. */
export function repositoryLinks(markdown) {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    // The index for the search has pages in their places in the repository, and no `realPath`.
    const file = posix.join(...relative(repositoryRoot, env.realPath ?? env.path).split(sep));
    for (const { children } of tokens) if (children) leadElsewhere(children, file);
  });
}

function leadElsewhere(tokens, file) {
  let opened;
  for (const token of tokens) {
    if (token.type === 'link_close' && opened === null) hide(token);
    if (token.type !== 'link_open') continue;
    const href = token.attrGet('href');
    opened = EXTERNAL.test(href) ? href : addressOf(href, file);
    if (opened === null) hide(token);
    else token.attrSet('href', opened);
  }
}

/** `null` for what is in the repository and no page. */
function addressOf(href, file) {
  const [path, anchor] = href.split('#');
  const target = posix.join(posix.dirname(file), path).replace(/\/$/, '');
  const page = pages.get(target) ?? pages.get(`${target}/README.md`);
  if (page) return `/${page}${anchor ? `#${anchor}` : ''}`;
  if (existsSync(join(repositoryRoot, target))) return null;
  throw new Error(`${file} has a link to ${href}, where nothing is.`);
}

function hide(token) {
  Object.assign(token, { type: 'text', tag: '', content: '', attrs: null });
}
