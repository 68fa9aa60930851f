import { count } from '../src/cli/format';
import { element } from './dom';
import type { View } from './view';

/** All projects that the search and the filters leave. */
export function projectList(view: View): HTMLElement {
  const buttons = view.report.projects.map(({ name, type }, position) =>
    element(
      'button',
      { type: 'button', click: () => view.update({ selected: position }) },
      element('span', { class: `dot ${type}` }),
      name,
    ),
  );
  const number = element('p', { role: 'status', id: 'project-count' });
  const list = element(
    'ul',
    { id: 'projects', keydown: (event) => moveFocus(event as KeyboardEvent) },
    ...buttons.map((button) => element('li', {}, button)),
  );
  const refresh = () => {
    const found = new Set(view.matching());
    for (const [position, button] of buttons.entries()) {
      button.parentElement!.hidden = button.hidden = !found.has(position);
      button.setAttribute('aria-pressed', `${position === view.state.selected}`);
    }
    number.textContent =
      found.size === buttons.length
        ? count(found.size, 'project')
        : `${found.size} of ${buttons.length} projects`;
  };
  refresh();
  view.listen((change) => {
    if (Object.keys(change).length > 0) refresh();
    if (change.selected !== undefined) buttons[change.selected].scrollIntoView?.({ block: 'nearest' });
  });
  return element('div', { class: 'list' }, number, list);
}

function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const list = event.currentTarget as HTMLElement;
  const shown = [...list.querySelectorAll<HTMLElement>('button:not([hidden])')];
  const next = shown.indexOf(document.activeElement as HTMLElement) + step;
  if (next < 0) document.querySelector<HTMLElement>('#search')?.focus();
  else shown[next]?.focus();
}
