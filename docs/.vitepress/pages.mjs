// Which Markdown files of the repository are pages of the site, and at which address.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Pages that are not below `docs`. */
const OUTSIDE = {
  'README.md': 'readme.md',
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'packages/plugin-worker/api.md': 'packages/plugin-worker/api.md',
  'packages/plugin-host/api.md': 'packages/plugin-host/api.md',
};

/** File in the repository → file in the site, of every page. */
export const pages = new Map([
  ...filesBelow('docs').map((file) => [file, file.slice('docs/'.length).replace(/README\.md$/, 'index.md')]),
  ...Object.entries(OUTSIDE),
]);

/** The first heading of a page. */
export function titleOf(file) {
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(repositoryRoot, file), 'utf8')) ?? [];
  if (!title)
    throw new Error(`${file} has no heading of the first level, which the site would show as its title.`);
  return title.replaceAll('`', '');
}

function filesBelow(directory) {
  const entries = readdirSync(join(repositoryRoot, directory), { withFileTypes: true });
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = posix.join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(path) : path.endsWith('.md') ? [path] : [];
    });
}
