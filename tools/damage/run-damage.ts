import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPluginHost, type ComputedGraph, type PluginHost } from '@plugin-isolation/plugin-host';
import { compareGraphs, type GraphLike } from '../parity/compare-graphs';
import { repositoryRoot } from '../process/repository';
import { runNode } from '../process/run-program';
import { withCleanup } from '../process/with-cleanup';
import { createRandom } from '../random/random';
import { damageValue } from './damage-value';
import { DamagedWorkspace, SOUND_PROJECTS } from './damaged-workspace';
import { SOUND, type Damaged } from './sound-results';

export interface DamageSettings {
  runs: number;
  seed: number;
  /** Nx itself is asked in every so many runs; 0 for never. */
  nxEvery: number;
  onViolation: (run: number, what: string) => void;
}

export interface DamageTally {
  whole: number;
  /** Nx went on by itself. */
  partial: number;
  /** Nx tripped, and the graph was built without what it tripped over. */
  refused: number;
  comparedWithNx: number;
  nxTripped: number;
}

interface NxOutcome {
  graph?: GraphLike;
  isWhole: boolean;
}

/** Nx says so of what it was given as a whole: no result is to blame alone. */
const ABOUT_NAMES = /^(ProjectsWithNoNameError|MultipleProjectsWithSameNameError|WorkspaceValidityError)$/;

export async function runDamage(settings: DamageSettings): Promise<DamageTally> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'damage-')));
  return withCleanup(
    () => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
    async () => {
      const root = join(directory, 'workspace');
      mkdirSync(root);
      const workspace = new DamagedWorkspace(root, directory);
      await using host = await createPluginHost({ root });
      return await damageAll(settings, workspace, host, join(directory, 'nx.json'));
    },
  );
}

async function damageAll(
  { runs, seed, nxEvery, onViolation }: DamageSettings,
  workspace: DamagedWorkspace,
  host: PluginHost,
  nxFile: string,
): Promise<DamageTally> {
  const tally: DamageTally = { whole: 0, partial: 0, refused: 0, comparedWithNx: 0, nxTripped: 0 };
  for (let run = 0; run < runs; run += 1) {
    const random = createRandom(seed + run);
    const what = random.pick(Object.keys(SOUND) as Damaged[]);
    workspace.give({ [what]: damageValue(SOUND[what], random) });
    const complain = (text: string) => onViolation(seed + run, `${what}: ${text}`);
    const computed = await host.computeProjectGraph().catch((error: Error) => complain(error.message));
    if (!computed) continue;
    tally[kindOf(computed)] += 1;
    for (const text of complaintsAbout(computed, what)) complain(text);
    if (nxEvery === 0 || run % nxEvery > 0) continue;
    tally.comparedWithNx += 1;
    const theirs = await askNx(workspace.root, nxFile);
    if (!theirs.graph) tally.nxTripped += 1;
    // If a core plugin of Nx's fails over the damage, that part is lost in Nx, and not here.
    else if (theirs.isWhole || kindOf(computed) !== 'refused')
      for (const text of differencesTo(theirs, computed)) complain(text);
  }
  return tally;
}

function kindOf({ errors }: ComputedGraph): 'whole' | 'partial' | 'refused' {
  if (errors.length === 0) return 'whole';
  return errors.some(({ code }) => code === 'RESULT_INVALID') ? 'refused' : 'partial';
}

function* complaintsAbout({ graph, errors }: ComputedGraph, what: Damaged): Generator<string> {
  const isAboutNames = errors.some(({ error }) => ABOUT_NAMES.test(error.name));
  const lost = [...SOUND_PROJECTS, 'sound-core'].filter((name) => !Object.hasOwn(graph.nodes, name));
  if (lost.length > 0 && !isAboutNames) yield `${lost.join(', ')} of other plugins are lost`;
  const isOfCore = what.endsWith('.json');
  for (const { plugin, hook, error, message } of errors) {
    const isKnown = isOfCore
      ? plugin.startsWith('nx/') || plugin === './broken.js'
      : plugin === './broken.js';
    if (!isKnown && !ABOUT_NAMES.test(error.name)) yield `${plugin} is blamed in ${hook}: ${message}`;
  }
}

function* differencesTo({ graph }: NxOutcome, computed: ComputedGraph): Generator<string> {
  const [first] = compareGraphs(graph!, { ...computed.graph, sourceMaps: computed.sourceMaps });
  if (first) yield `differs from nx at ${first.path}: ${JSON.stringify(first)}`;
}

async function askNx(root: string, file: string): Promise<NxOutcome> {
  for (const cache of ['file-map.json', 'project-graph.json'])
    rmSync(join(root, '.nx/workspace-data', cache), { force: true });
  const env = { NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: root };
  await runNode([join(repositoryRoot, 'tools/process/nx-outcome.js'), file], { cwd: root, env });
  return JSON.parse(readFileSync(file, 'utf8')) as NxOutcome;
}
