import { count, formatMs } from '../src/cli/format';
import type { Report } from '../src/report/report';
import { toTrace } from '../src/report/trace-events';
import { element } from './dom';
import type { View } from './view';

const THEMES = ['auto', 'light', 'dark'] as const;

/** The heading, the search, and the buttons for the whole page. */
export function header(view: View): HTMLElement {
  const { report } = view;
  const search: HTMLInputElement = element('input', {
    type: 'search',
    id: 'search',
    'aria-label': 'Search projects by name, folder or tag',
    'aria-keyshortcuts': '/',
    placeholder: 'Search projects  /',
    autocomplete: 'off',
    spellcheck: 'false',
    input: () => view.update({ text: search.value.trim().toLowerCase() }),
    keydown: (event) => onSearchKey(event as KeyboardEvent, view, search),
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || isTyping(event.target)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
  return element(
    'header',
    {},
    element('h1', {}, report.root.split(/[\\/]/).at(-1) ?? report.root),
    search,
    element('nav', { 'aria-label': 'Parts of the report' }, ...links(report)),
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'button', click: () => saveTrace(report) }, 'Save trace'),
      element('button', { type: 'button', click: () => window.print() }, 'Print'),
      themeButton(view),
    ),
  );
}

export function summary({ root, nx, node, createdAt, totalMs, ...report }: Report): HTMLElement {
  const { projects, edges, externalNodeCount, errors, isReused } = report;
  const parts = [
    count(projects.length, 'project'),
    count(edges.length, 'dependency between them', 'dependencies between them'),
    count(externalNodeCount, 'external node'),
    `computed in ${formatMs(totalMs)}`,
    ...(isReused ? ['nothing has changed since the graph before'] : []),
  ];
  return element(
    'p',
    { class: 'summary' },
    element('strong', {}, errors.length > 0 ? 'Partial project graph' : 'Project graph'),
    ` of ${root}: ${parts.join(', ')}. nx ${nx}, node ${node}, `,
    element('time', { datetime: createdAt }, new Date(createdAt).toLocaleString()),
  );
}

function links({ errors }: Report): HTMLElement[] {
  const parts = [
    ['timeline', 'Timeline'],
    ['plugins', 'Plugins'],
    ['errors', errors.length > 0 ? `Errors (${errors.length})` : 'Errors'],
    ['graph', 'Projects'],
  ];
  return parts.map(([id, name]) => element('a', { href: `#${id}` }, name));
}

/** Enter takes the first project that is found; the arrow leads into the list of all. */
function onSearchKey(event: KeyboardEvent, view: View, search: HTMLInputElement): void {
  if (event.key === 'Enter') {
    const [first] = view.matching();
    if (first === undefined) return;
    view.update({ selected: first });
    document.querySelector('#graph')?.scrollIntoView();
  } else if (event.key === 'ArrowDown') {
    event.preventDefault();
    document.querySelector<HTMLElement>('#projects button:not([hidden])')?.focus();
  } else if (event.key === 'Escape') {
    search.value = '';
    view.update({ text: '' });
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}

/** What draws itself is told, since it does not follow the style sheet. */
function themeButton(view: View): HTMLElement {
  let theme: (typeof THEMES)[number] = 'auto';
  const button = element('button', { type: 'button', click: () => use(next()) });
  const next = () => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  const use = (wanted: typeof theme) => {
    theme = wanted;
    document.documentElement.dataset['theme'] = theme;
    button.textContent = `Theme: ${theme}`;
    view.update({});
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => view.update({}));
  use('auto');
  return button;
}

function saveTrace(report: Report): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(toTrace(report))], { type: 'application/json' }));
  element('a', { href: url, download: 'plugin-host-trace.json' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
