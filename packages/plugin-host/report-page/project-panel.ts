import type { ReportProject } from '../src/report/report';
import { element, table, type Child } from './dom';
import { rowsOf, type PropertyRow } from './property-rows';
import { tagsOf, type View } from './view';

/** The selected project: each target and property, and what set it. */
export function projectPanel(view: View): HTMLElement {
  const panel = element('aside', { class: 'panel', id: 'project', 'aria-label': 'Selected project' });
  const refresh = () => {
    const { selected } = view.state;
    if (selected === undefined)
      panel.replaceChildren(
        element(
          'p',
          { class: 'hint' },
          'Select a project in the list or in the graph to see what set its properties.',
        ),
      );
    else panel.replaceChildren(...describe(view, selected));
  };
  refresh();
  view.listen((change) => {
    if ('selected' in change) refresh();
  });
  return panel;
}

function describe(view: View, position: number): HTMLElement[] {
  const project = view.report.projects[position];
  const { name, type, configuration } = project;
  const targets = Object.keys(asObject(configuration['targets'])).sort();
  return [
    element('h3', {}, name),
    element(
      'p',
      {},
      element('span', { class: 'badge' }, type),
      ' ',
      element('code', {}, configuration.root),
      ...tagsOf(project).flatMap((tag) => [' ', element('span', { class: 'badge' }, tag)]),
    ),
    ...neighbours('Depends on', view, view.dependencies[position]),
    ...neighbours('Is used by', view, view.dependents[position]),
    element('h4', {}, `Targets (${targets.length})`),
    ...targets.map((target) => targetDetails(project, target)),
    element('h4', {}, 'Properties'),
    propertyTable('All but the targets', ownRows(project), project),
  ];
}

function neighbours(heading: string, view: View, positions: number[]): HTMLElement[] {
  if (positions.length === 0) return [];
  const link = (position: number) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', class: 'link', click: () => view.update({ selected: position }) },
        view.nameOf(position),
      ),
    );
  return [
    element(
      'details',
      { class: 'neighbours', open: positions.length <= 12 },
      element('summary', {}, `${heading} (${positions.length})`),
      element('ul', {}, ...positions.map(link)),
    ),
  ];
}

/** Its table is made when it is opened: a project may have a hundred targets. */
function targetDetails(project: ReportProject, target: string): HTMLElement {
  const value = asObject(project.configuration['targets'])[target];
  const path = `targets.${target}`;
  const origin = originOf(project, project.origins[path]);
  const details = element(
    'details',
    { class: 'target' },
    element('summary', {}, element('strong', {}, target), ' ', origin ?? ''),
  );
  details.addEventListener('toggle', () => {
    if (details.childElementCount === 1)
      details.append(
        propertyTable(`Target ${target}`, rowsOf(value, path, project.origins), project, `${path}.`),
      );
  });
  return details;
}

function ownRows({ configuration, origins }: ReportProject): PropertyRow[] {
  const others = Object.entries(configuration).filter(([name]) => name !== 'targets');
  return others.flatMap(([name, value]) => rowsOf(value, name, origins));
}

/** `prefix` is left out of the names of the properties. */
function propertyTable(
  caption: string,
  rows: PropertyRow[],
  project: ReportProject,
  prefix = '',
): HTMLElement {
  const cells = rows.map(({ path, value, origin }): Child[] => [
    element('code', {}, path.slice(prefix.length)),
    element('div', {}, element('code', { class: 'value' }, value), originOf(project, origin) ?? ''),
  ]);
  return table(caption, [{ heading: 'Property' }, { heading: 'Value, and what set it' }], cells);
}

function originOf({ sources }: ReportProject, position: number | undefined): HTMLElement | undefined {
  if (position === undefined) return undefined;
  const [file, plugin] = sources[position];
  return element(
    'span',
    { class: 'origin' },
    element('b', {}, plugin),
    ...(file === null ? [] : [' ', element('code', {}, file)]),
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
