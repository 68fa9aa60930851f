import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPluginHost, type ComputedGraph, type PluginHost } from '@plugin-isolation/plugin-host';
import { repositoryRoot } from '../process/repository';
import { createRandom, type Random } from '../random/random';
import { EDITS, write, writeSettings, type Edit } from './edits';
import { fileOf, READERS, sourceOf } from './plugins';

export interface ObserveOptions {
  rounds: number;
  seed: number;
  /** How many plugins there are in each round, and how many edits. */
  plugins: number;
  edits: number;
  onViolation: (what: string) => void;
}

/** Of all rounds. */
export interface Tally {
  edits: number;
  /** By plugin: how often an edit changed what it gives, and how often a hook of it did not run. */
  changed: Record<string, number>;
  reused: Record<string, number>;
  ran: Record<string, number>;
}

/**
 * Makes random edits around plugins that read in every way. After each, the graph of a process that stays and that of a
 * new process have to be the fresh one.
 */
export async function runObserve(options: ObserveOptions): Promise<Tally> {
  const tally: Tally = { edits: 0, changed: {}, reused: {}, ran: {} };
  for (let round = 0; round < options.rounds; round++) await runRound(options, options.seed + round, tally);
  return tally;
}

async function runRound(
  { plugins, edits, onViolation }: ObserveOptions,
  seed: number,
  tally: Tally,
): Promise<void> {
  const random = createRandom(seed);
  const names = random.sample(Object.keys(READERS), plugins);
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'observe-')));
  const root = join(directory, 'workspace');
  createWorkspace(root, names);
  const sources = names.map(sourceOf).join('');
  const done: string[] = [];
  const complain = (who: string, what: string) =>
    onViolation(`seed ${seed}, plugins ${names.join(', ')}, after ${done.join('; ')}: ${who} ${what}`);
  try {
    await using staying = await createPluginHost({ root });
    let before = await compare(root, staying, tally, complain);
    for (let count = 0; count < edits; count++) {
      const edit = pick(random, sources);
      done.push(edit.name);
      apply(edit, root, random);
      tally.edits++;
      const after = await compare(root, staying, tally, complain);
      for (const name of names) if (valueOf(before, name) !== valueOf(after, name)) add(tally.changed, name);
      before = after;
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function createWorkspace(root: string, names: string[]): void {
  mkdirSync(root, { recursive: true });
  writeSettings(root);
  for (const name of ['nx', '@nx', '@swc-node', '@swc', 'typescript'])
    symlinkSync(join(repositoryRoot, 'node_modules', name), join(root, 'node_modules', name));
  const files = names.map(fileOf);
  for (const [index, name] of names.entries()) write(root, files[index], sourceOf(name));
  const plugins = files.map((file) => `./${file}`);
  write(root, 'nx.json', JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins }));
}

/** Two of three are of a file that one of the plugins names. */
function pick(random: Random, sources: string): Edit {
  const isMeant = ({ name }: Edit) => {
    const file = /\S+\/(\S+)$/.exec(name);
    return file !== null && (sources.includes(file[0]) || sources.includes(file[1]));
  };
  const edits = random.below(3) === 0 ? EDITS : EDITS.filter(isMeant);
  return edits.length > 0 ? edits[random.below(edits.length)] : EDITS[random.below(EDITS.length)];
}

function apply(edit: Edit, root: string, random: Random): void {
  const token = String(random.below(900_000) + 100_000);
  edit.apply(root, token, random);
}

/** The fresh graph, after the others were compared with it. */
async function compare(
  root: string,
  staying: PluginHost,
  tally: Tally,
  complain: (who: string, what: string) => void,
): Promise<ComputedGraph> {
  const stayed = await staying.computeProjectGraph();
  await using created = await createPluginHost({ root });
  const renewed = await created.computeProjectGraph();
  const fresh = await created.computeProjectGraph({ fresh: true });
  for (const [who, { graph, sourceMaps, errors, timings }] of Object.entries({ stayed, renewed })) {
    const given = JSON.stringify([graph, sourceMaps, errors]);
    const expected = JSON.stringify([fresh.graph, fresh.sourceMaps, fresh.errors]);
    if (given !== expected) complain(who, `is not the fresh graph: ${firstDifference(given, expected)}`);
    for (const { plugin, isReused, reason } of timings.hooks)
      if (isReused) add(tally.reused, plugin);
      else if (reason !== undefined) add(tally.ran, plugin);
  }
  return fresh;
}

function valueOf({ graph }: ComputedGraph, name: string): string {
  const targets = graph.nodes['one']?.data['targets'] as Record<string, { options?: object }> | undefined;
  return JSON.stringify(targets?.[name]);
}

function firstDifference(given: string, expected: string): string {
  let at = 0;
  while (given[at] === expected[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 120), at + 60);
  return `…${around(given)}… instead of …${around(expected)}…`;
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
