import { pages, titleOf } from './pages.mjs';

/** The pages of each group, first those that are named. Named ones that are not there are left out. */
const GROUPS = [
  { text: 'Start here', named: ['docs/README', 'docs/guide/install-and-remove', 'docs/nx', 'README'] },
  {
    text: 'Guides',
    named: [
      'docs/guide/coming-from-nx',
      'docs/guide/slow-plugin',
      'docs/guide/plugin-crashes',
      'docs/guide/nx-hangs-in-ci',
      'docs/guide/why-did-this-hook-run',
      'docs/guide/report',
      'docs/served-host',
      'docs/writing-a-plugin',
      'docs/guide/test-a-plugin',
      'docs/guide/embed',
    ],
    folders: ['docs/guide/'],
  },
  {
    text: 'Reference',
    named: [
      'docs/reference/commands',
      'docs/reference/settings',
      'docs/errors',
      'docs/protocol',
      'docs/serialization',
    ],
    folders: ['docs/reference/', 'docs/api/', 'packages/'],
  },
  { text: 'Decisions', named: [], folders: ['docs/decisions/'], collapsed: true },
  { text: 'Change it', named: ['CONTRIBUTING', 'docs/adding-a-hook', 'CHANGELOG'] },
  {
    text: 'How it works',
    named: ['docs/architecture', 'docs/lifecycle', 'docs/reuse', 'docs/performance', 'docs/security'],
    folders: ['docs/'],
  },
];

const ORDER = ['Start here', 'Guides', 'Reference', 'How it works', 'Decisions', 'Change it'];

/** The sidebar has every page once. */
export function createSidebar() {
  const left = new Set(pages.keys());
  const take = (files) => files.filter((file) => left.delete(file));
  const named = GROUPS.map((group) => take(group.named.map((name) => `${name}.md`)));
  const groups = GROUPS.map(({ text, folders = [], collapsed }, index) => {
    const others = take([...left].filter((file) => folders.some((folder) => file.startsWith(folder))));
    return { text, collapsed, items: [...named[index], ...others].map(itemOf) };
  });
  if (left.size > 0) throw new Error(`No group of the sidebar has ${[...left].join(', ')}.`);
  return groups.sort((one, other) => ORDER.indexOf(one.text) - ORDER.indexOf(other.text));
}

function itemOf(file) {
  const [, name] = /^packages\/(.+)\/api\.md$/.exec(file) ?? [];
  return {
    text: name ? `API of ${name}` : titleOf(file),
    link: `/${pages.get(file).replace(/(index)?\.md$/, '')}`,
  };
}
