import { element, labelled, section } from './dom';
import { graphView } from './graph-view';
import { pathSearch } from './path-search';
import { projectList } from './project-list';
import { projectPanel } from './project-panel';
import type { Shown, View } from './view';

const SHOWN: Record<Shown, string> = {
  folders: 'folders',
  all: 'all projects',
  neighbours: 'the selected project and its neighbours',
  path: 'the path',
};

/** The project graph, with what narrows it down, and the project that is selected. */
export function projects(view: View): HTMLElement {
  return section(
    'graph',
    'Projects',
    element('div', { class: 'toolbar' }, ...filters(view), shownSelect(view)),
    pathSearch(view),
    element('div', { class: 'workbench' }, projectList(view), graphView(view), projectPanel(view)),
  );
}

function filters(view: View): HTMLElement[] {
  const filter = (label: string, key: 'plugin' | 'tag' | 'type', values: string[]) => {
    const select = element(
      'select',
      { id: `filter-${key}`, change: () => view.update({ [key]: select.value }) },
      element('option', { value: '' }, 'all'),
      ...values.map((value) => element('option', { value }, value)),
    );
    return labelled(label, select);
  };
  return [
    filter('Plugin', 'plugin', view.allPlugins),
    filter('Tag', 'tag', view.allTags),
    filter('Type', 'type', view.allTypes),
  ];
}

function shownSelect(view: View): HTMLElement {
  const options = Object.entries(SHOWN).map(([value, name]) => element('option', { value }, name));
  const select = element(
    'select',
    { id: 'shown', change: () => view.update({ shown: select.value as Shown }) },
    ...options,
  );
  const refresh = () => {
    const { shown, selected, path } = view.state;
    select.value = shown;
    for (const option of options)
      option.disabled =
        (option.value === 'neighbours' && selected === undefined) ||
        (option.value === 'path' && path.length === 0);
  };
  refresh();
  view.listen(refresh);
  return labelled('Graph shows', select);
}
