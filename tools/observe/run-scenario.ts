import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPluginHost, type ComputedGraph, type PluginHost } from '@plugin-isolation/plugin-host';
import { READERS } from './plugins';
import { editNamed, type Scenario } from './scenario';
import { createWorkspace } from './settings';

/** Of all scenarios. */
export interface Tally {
  edits: number;
  /** By plugin: how often an edit changed what it gives, and how often a hook of it did not run. */
  changed: Record<string, number>;
  reused: Record<string, number>;
  ran: Record<string, number>;
}

export interface Violation {
  what: string;
  /** After how many steps. */
  steps: number;
}

export const createTally = (): Tally => ({ edits: 0, changed: {}, reused: {}, ran: {} });

/** The first graph that is not the fresh one, of a process that stays or of a new one; `undefined` if all are. */
export async function findViolation(
  scenario: Scenario,
  tally: Tally = createTally(),
): Promise<Violation | undefined> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'observe-')));
  const root = join(directory, 'workspace');
  const { OBSERVE_PROCESS } = process.env;
  try {
    createWorkspace(root, scenario.plugins);
    return await new Run(root, scenario, tally).run();
  } finally {
    if (OBSERVE_PROCESS === undefined) delete process.env['OBSERVE_PROCESS'];
    rmSync(directory, { recursive: true, force: true });
  }
}

class Run {
  #staying: PluginHost | undefined;
  #violation: string | undefined;

  constructor(
    private readonly root: string,
    private readonly scenario: Scenario,
    private readonly tally: Tally,
  ) {}

  async run(): Promise<Violation | undefined> {
    const { plugins, steps } = this.scenario;
    try {
      let before = await this.#compare();
      for (const [index, [name, token, isWithNext]] of steps.entries()) {
        if (this.#violation !== undefined) return { what: this.#violation, steps: index };
        const edit = editNamed(name);
        // A process has the variables with which it was started.
        if (edit.isOfProcess) await this.#close();
        edit.apply(this.root, token);
        this.tally.edits++;
        if (isWithNext && index < steps.length - 1) continue;
        const after = await this.#compare();
        for (const plugin of plugins)
          if (valueOf(before, plugin) !== valueOf(after, plugin)) add(this.tally.changed, plugin);
        before = after;
      }
      return this.#violation === undefined ? undefined : { what: this.#violation, steps: steps.length };
    } finally {
      await this.#close();
    }
  }

  /** The fresh graph, after the others were compared with it. */
  async #compare(): Promise<ComputedGraph> {
    const { root } = this;
    this.#staying ??= await createPluginHost({ root, onLog: () => undefined });
    const stayed = await this.#staying.computeProjectGraph();
    await using created = await createPluginHost({ root, onLog: () => undefined });
    const renewed = await created.computeProjectGraph();
    const fresh = await created.computeProjectGraph({ fresh: true });
    for (const [who, graph] of Object.entries({ stayed, renewed })) {
      const [given, expected] = [textOf(graph), textOf(fresh)];
      if (given !== expected) this.#violation ??= `${who} ${firstDifference(given, expected)}`;
      for (const { plugin, isReused, reason } of graph.timings.hooks)
        if (isReused) add(this.tally.reused, nameOf(plugin));
        else if (reason !== undefined) add(this.tally.ran, nameOf(plugin));
    }
    return fresh;
  }

  async #close(): Promise<void> {
    await this.#staying?.close();
    this.#staying = undefined;
  }
}

/** Errors also name the process, and the time that it took. */
function textOf({ graph, sourceMaps, errors }: ComputedGraph): string {
  return JSON.stringify([graph, sourceMaps, errors], (key, value: unknown) =>
    key === 'pid' || key === 'elapsedMs' ? undefined : value,
  );
}

/** All that a plugin has brought into the graph, and its errors. */
function valueOf({ graph, errors }: ComputedGraph, name: string): string {
  const { targets, metadata } = (graph.nodes['one']?.data ?? {}) as Record<
    string,
    Record<string, { options?: object } | undefined> | undefined
  >;
  const isNamed = ({ plugin }: ComputedGraph['errors'][number]) =>
    plugin !== undefined && nameOf(plugin) === name;
  const edges = READERS[name].dependencies === undefined ? [] : graph.dependencies;
  return JSON.stringify([targets?.[name], metadata?.[name], edges, errors.filter(isNamed)]);
}

function nameOf(plugin: string): string {
  return /(\w+)\.[cm]?[jt]s$/.exec(plugin)?.[1] ?? plugin;
}

function firstDifference(given: string, expected: string): string {
  let at = 0;
  while (given[at] === expected[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 120), at + 60);
  return `gave …${around(given)}… instead of …${around(expected)}…`;
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
