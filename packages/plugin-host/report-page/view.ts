import type { Report, ReportProject } from '../src/report/report';

/** Which projects the graph shows: one node per folder, all, or only those around the selected one or on a path. */
export type Shown = 'folders' | 'all' | 'neighbours' | 'path';

export interface ViewState {
  /** In the name, the root or a tag; lower case. */
  text: string;
  plugin: string;
  tag: string;
  type: string;
  /** Position in the projects of the report. */
  selected: number | undefined;
  /** Positions, from the start to the end. */
  path: number[];
  shown: Shown;
}

/** With more projects the graph starts with one node per folder. */
const MANY = 150;

/** What the page shows of its report, and who draws it. */
export class View {
  readonly #listeners: ((change: Partial<ViewState>) => void)[] = [];
  readonly #pluginsOf: Set<string>[];
  readonly #texts: string[];
  readonly dependencies: number[][];
  readonly dependents: number[][];
  readonly state: ViewState;
  /** What the graph shows before anybody has chosen. */
  readonly firstShown: Shown;

  constructor(readonly report: Report) {
    const { projects, edges } = report;
    this.#pluginsOf = projects.map(({ sources }) => new Set(sources.map(([, plugin]) => plugin)));
    this.#texts = projects.map((project) =>
      [project.name, project.configuration.root, ...tagsOf(project)].join('\n').toLowerCase(),
    );
    this.dependencies = projects.map(() => []);
    this.dependents = projects.map(() => []);
    for (const [source, target] of edges) {
      if (!this.dependencies[source].includes(target)) this.dependencies[source].push(target);
      if (!this.dependents[target].includes(source)) this.dependents[target].push(source);
    }
    this.firstShown = projects.length > MANY ? 'folders' : 'all';
    const nothing = { text: '', plugin: '', tag: '', type: '' };
    this.state = { ...nothing, selected: undefined, path: [], shown: this.firstShown };
  }

  listen(listener: (change: Partial<ViewState>) => void): void {
    this.#listeners.push(listener);
  }

  update(change: Partial<ViewState>): void {
    Object.assign(this.state, change);
    for (const listener of this.#listeners) listener(change);
  }

  nameOf(position: number): string {
    return this.report.projects[position].name;
  }

  /** `undefined` if no project has this name. */
  find(name: string): number | undefined {
    const position = this.report.projects.findIndex((project) => project.name === name);
    return position < 0 ? undefined : position;
  }

  /** Whether the filters and the search leave this project. */
  isMatching(position: number): boolean {
    const { text, plugin, tag, type } = this.state;
    const project = this.report.projects[position];
    return (
      this.#texts[position].includes(text) &&
      (plugin === '' || this.#pluginsOf[position].has(plugin)) &&
      (type === '' || project.type === type) &&
      (tag === '' || tagsOf(project).includes(tag))
    );
  }

  matching(): number[] {
    return [...this.report.projects.keys()].filter((position) => this.isMatching(position));
  }

  get allPlugins(): string[] {
    return [...new Set(this.#pluginsOf.flatMap((plugins) => [...plugins]))].sort();
  }

  get allTags(): string[] {
    return [...new Set(this.report.projects.flatMap(tagsOf))].sort();
  }

  get allTypes(): string[] {
    return [...new Set(this.report.projects.map(({ type }) => type))].sort();
  }
}

export function tagsOf({ configuration }: ReportProject): string[] {
  const { tags } = configuration;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}
