import { count } from '../src/cli/format';
import { element, labelled } from './dom';
import { shortestPath } from './shortest-path';
import type { View } from './view';

/** Asks for two projects, and shows how the first one comes to depend on the second, or the other way round. */
export function pathSearch(view: View): HTMLElement {
  const field = (id: string) =>
    element('input', { id, list: 'project-names', autocomplete: 'off', required: true });
  const from = field('path-from');
  const to = field('path-to');
  const answer = element('p', { class: 'answer', role: 'status', id: 'path-answer' });
  const submit = (event: Event) => {
    event.preventDefault();
    const { text, path } = find(view, from.value.trim(), to.value.trim());
    answer.textContent = text;
    view.update(path.length > 0 ? { path, shown: 'path' } : withoutPath(view));
  };
  const clear = () => {
    from.value = to.value = answer.textContent = '';
    view.update(withoutPath(view));
  };
  view.listen(({ selected }) => {
    if (selected !== undefined && from.value === '') from.value = view.nameOf(selected);
  });
  return element(
    'form',
    { class: 'toolbar', submit, 'aria-label': 'Path between two projects' },
    labelled('Path from', from),
    labelled('to', to),
    element('button', { type: 'submit' }, 'Show path'),
    element('button', { type: 'button', click: clear }, 'Clear path'),
    element(
      'datalist',
      { id: 'project-names' },
      ...view.report.projects.map(({ name }) => element('option', { value: name })),
    ),
    answer,
  );
}

function withoutPath(view: View) {
  const { shown } = view.state;
  return { path: [], shown: shown === 'path' ? view.firstShown : shown };
}

function find(view: View, fromName: string, toName: string): { text: string; path: number[] } {
  const [from, to] = [view.find(fromName), view.find(toName)];
  if (from === undefined || to === undefined)
    return { text: `There is no project ${from === undefined ? fromName : toName}.`, path: [] };
  const forth = shortestPath(view.dependencies, from, to);
  const path = forth.length > 0 ? forth : shortestPath(view.dependencies, to, from);
  if (path.length === 0) return { text: `Neither ${fromName} nor ${toName} depends on the other.`, path };
  const names = path.map((position) => view.nameOf(position)).join(' → ');
  return { text: `${names} (${count(path.length - 1, 'step')})`, path };
}
