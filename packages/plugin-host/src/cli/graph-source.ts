import { connectPluginHost } from '../client/create-plugin-host';
import { HostEndedError, HostMismatchError, type WorkspaceError } from '../errors/errors';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { PluginHost } from '../client/plugin-host';
import type { HostListener } from '../host/host-event';
import type { WorkerStatus } from '../workers/worker-status';
import { isNotServed } from '../client/find-served-host';
import type { CommonOptions } from './command';
import { openHost } from './open-host';
import type { Output } from './output';
import { followProfiles, type WrittenProfile } from './profiles';
import { showProgress } from './progress';

/** How many variables are named. */
const SHOWN = 5;

/** A graph, and what this process does with it once it is delivered. */
export interface GraphAnswer {
  computed: ComputedGraph;
  /** The plugins of `nx.json` after the last hook, if a listener was given. */
  workers: WorkerStatus[];
  /** The process that computed it, if it is this one. */
  hostPid?: number;
  settle?: () => Promise<void>;
  /** If they are asked for. */
  profiles?: WrittenProfile[];
}

interface SourceOptions extends CommonOptions {
  /** The plugin that a CPU profile is written of, and its file. */
  profile?: { plugin: string; file: string };
}

/** The graph, from the host that is served for this workspace, or from this process if there is none that fits. */
export async function computeAnywhere(
  options: SourceOptions,
  output: Output,
  listener?: HostListener,
): Promise<GraphAnswer> {
  const served = await connectServed(options, output);
  return (
    (served && (await computeServed(served, output, listener))) ?? computeHere(options, output, listener)
  );
}

/**
 * The graph, computed by a host in this process, which then ends: a worker whose hooks are done only takes memory from
 * the others. With a listener they stay, so that their memory can be told.
 */
export async function computeHere(
  { profile, ...options }: SourceOptions,
  output: Output,
  listener?: HostListener,
): Promise<GraphAnswer> {
  const files = profile && { profile: { [profile.plugin]: profile.file } };
  const host = openHost({ ...options, ...files }, output, listener ? {} : { stopAfterUse: true });
  const written = profile && followProfiles(host.events, profile.plugin);
  const progress = showProgress(host.events, output);
  if (listener) host.events.listen(listener);
  const computed = await host.computeProjectGraph().finally(() => progress.done());
  const workers = listener ? await host.status({ start: false }) : [];
  const answer = { computed, workers, hostPid: process.pid };
  if (!written) return { ...answer, settle: () => host.requests.settle() };
  // Those with hooks for tasks are still there.
  await host.releaseWorkers();
  return { ...answer, profiles: await written() };
}

/** Says why the host that is there can't be used. With `--verbose`, also says that there is none. */
async function connectServed(options: SourceOptions, output: Output): Promise<PluginHost | undefined> {
  if (options.inspect || options.inspectBrk || options.profile) return undefined;
  const { root } = options;
  try {
    const host = await connectPluginHost({ ...(root && { root }), onLog: (line) => output.log(line) });
    output.detail('The graph is asked of the host that `plugin-host watch` serves.');
    return host;
  } catch (error) {
    if (!isNotServed(error)) throw error;
    if (!output.isVerbose) noteUnused(error, output);
    output.detail(`${error.message}\nThis process computes the graph itself.`);
    return undefined;
  }
}

/** In one line, however many variables differ. */
function noteUnused(error: WorkspaceError, output: Output): void {
  if (error instanceof HostMismatchError) {
    const { pid, mismatch } = error;
    const text = `The host that \`plugin-host watch\` serves (pid ${pid}) is not used: ${shorten(mismatch)}.`;
    output.note(`${output.colors.dim(text)}\n`);
  } else if (error.code === 'HOST_SILENT') output.note(`${output.colors.dim(error.message)}\n`);
}

/** A list of names, cut after some of them. */
function shorten(mismatch: string): string {
  const names = mismatch.split(', ');
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more (--verbose names them)` : mismatch;
}

/** `undefined` if that host ends before it answers, or turns out not to fit. */
async function computeServed(
  served: PluginHost,
  output: Output,
  listener?: HostListener,
): Promise<GraphAnswer | undefined> {
  const progress = showProgress(served.events, output);
  if (listener) served.events.listen(listener);
  try {
    const computed = await served.computeProjectGraph();
    return { computed, workers: listener ? await served.status({ start: false }) : [] };
  } catch (error) {
    if (error instanceof HostMismatchError) noteUnused(error, output);
    else if (error instanceof HostEndedError) output.note(`${error.message}\n`);
    else throw error;
    return undefined;
  } finally {
    progress.done();
    await served.close();
  }
}
