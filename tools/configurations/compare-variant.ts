import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareGraphs, type GraphLike } from '../parity/compare-graphs';
import { graphOf } from '../parity/compute-graphs';
import { pluginHostBin, repositoryRoot } from '../process/repository';
import { runNode } from '../process/run-program';
import { withCleanup } from '../process/with-cleanup';
import { writeWorkspace } from './base-workspace';
import type { Variant } from './variant';

/**
 * `works`: a whole graph. `partial`: one, with errors. `refused`: none, with a sentence. `failed`: none, and no such
 * sentence.
 */
export interface Outcome {
  kind: 'works' | 'partial' | 'refused' | 'failed';
  message: string;
  graph?: GraphLike;
}

export interface Comparison {
  nx: Outcome;
  ours: Outcome;
  /** Why the two do not agree; absent if they do. */
  disagreement?: string;
}

const NX_OUTCOME = join(repositoryRoot, 'tools/process/nx-outcome.js');
const TIMEOUT_MS = 120_000;

/** Has both tools compute the graph of a workspace that is configured so, in a process each. */
export async function compareVariant(variant: Variant): Promise<Comparison> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'configuration-')));
  const cleanUp = () => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return withCleanup(cleanUp, async () => {
    const run = (side: string, compute: Compute) => {
      const workspace = join(directory, side);
      mkdirSync(workspace);
      const root = writeWorkspace(workspace, variant);
      const isolated = { NX_ISOLATE_PLUGINS: String(variant.isIsolated ?? false) };
      const env = { ...variant.env, NX_DAEMON: 'false', ...isolated };
      return compute(join(root, variant.cwd ?? ''), env, join(directory, `graph-of-${side}.json`));
    };
    const nx = await run('nx', computeWithNx);
    const ours = await run('ours', computeWithOurs);
    const disagreement = disagreementOf(nx, ours, variant.expected);
    return { nx, ours, ...(disagreement && { disagreement }) };
  });
}

type Compute = (cwd: string, env: NodeJS.ProcessEnv, file: string) => Promise<Outcome>;

async function computeWithNx(cwd: string, env: NodeJS.ProcessEnv, file: string): Promise<Outcome> {
  const failure = await runNode([NX_OUTCOME, file], { cwd, env, timeoutMs: TIMEOUT_MS }).then(
    () => undefined,
    (error: Error) => error,
  );
  if (failure) return { kind: 'refused', message: firstLine(failure.message) };
  const { graph, isWhole, message } = JSON.parse(readFileSync(file, 'utf8')) as {
    graph?: GraphLike;
    isWhole: boolean;
    message?: string;
  };
  if (!graph) return { kind: 'refused', message: firstLine(message) };
  return { kind: isWhole ? 'works' : 'partial', message: firstLine(message), graph };
}

async function computeWithOurs(cwd: string, env: NodeJS.ProcessEnv, file: string): Promise<Outcome> {
  const run = runNode([pluginHostBin, 'graph', '--file', file], { cwd, env, timeoutMs: TIMEOUT_MS });
  const error = await run.then(
    () => undefined,
    (failure: Error) => failure.message,
  );
  const printed = error?.slice(error.indexOf('\n') + 1);
  const code = /ended with (\w+)/.exec(error ?? 'ended with 0')?.[1];
  if (code === '2') {
    const isSentence = printed?.trim().split('\n').length === 1;
    return { kind: isSentence ? 'refused' : 'failed', message: firstLine(printed) };
  }
  const text = readFileSync(file, 'utf8');
  if ((code !== '0' && code !== '1') || text === '') return { kind: 'failed', message: firstLine(printed) };
  const { errors } = JSON.parse(text) as { errors: { message: string }[] };
  const message = firstLine(errors[0]?.message);
  return { kind: errors.length > 0 ? 'partial' : 'works', message, graph: graphOf(text) };
}

/**
 * Where Nx gives a graph, ours is to be equal; where it gives none, ours may say so or lack only what a plugin costs.
 */
export function disagreementOf(
  nx: Outcome,
  ours: Outcome,
  expected?: Variant['expected'],
): string | undefined {
  if (ours.kind === 'failed') return 'ours fails without a sentence';
  if (expected) return ours.kind === expected ? undefined : `ours is to be: ${expected}`;
  if (nx.kind === 'refused') return ours.kind === 'works' ? 'nx refuses it, ours takes it' : undefined;
  if (nx.kind !== ours.kind) return nx.kind === 'works' ? 'nx takes it' : 'nx gives a partial graph';
  const [first] = compareGraphs(nx.graph!, ours.graph!);
  return first && `the graphs differ at ${first.path}`;
}

/** Some messages of Nx say on the second line what is wrong. */
function firstLine(text = ''): string {
  const [first, second = ''] = text.trim().split('\n');
  return first.endsWith(':') ? `${first} ${second.trim()}` : first;
}
