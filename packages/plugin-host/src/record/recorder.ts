import { PluginLoadError, type HookName, type LogLine } from '@plugin-isolation/plugin-worker';
import type { Observed } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LoadedFiles } from '@plugin-isolation/plugin-worker/internal/protocol';
import {
  hookErrors,
  partialResults,
  readTrace,
  type PluginLogs,
  type PortableText,
} from '@plugin-isolation/plugin-worker/internal/testing';
import { GRAPH_HOOKS, type GraphHook } from '../hooks/graph-hooks';
import { launchEntry, type EntryLaunch } from '../workers/launch-entry';
import type { RecordedCall, RecordedError } from './plugin-record';

export interface RecorderSettings {
  /** Position of the plugin in `nx.json`. */
  index: number;
  /** For what the plugin keeps itself. */
  cache: string;
  portable: PortableText;
}

type Call = (...args: unknown[]) => Promise<unknown>;

/** Launches workers, and notes everything about that of one plugin. */
export class Recorder {
  readonly calls: RecordedCall[] = [];
  loadErrors: RecordedError[] = [];
  /** What the plugin has seen, while it was loaded and in its hooks. */
  readonly seen: Observed = { inputs: [], incomplete: [] };
  /** How it was launched last. */
  launched: EntryLaunch | undefined;
  #logs: PluginLogs = { stdout: [], stderr: [] };

  constructor(private readonly settings: RecorderSettings) {}

  readonly launch = async (given: EntryLaunch): Promise<HostedPluginWorker> => {
    if (given.entry.index !== this.settings.index) return launchEntry(given);
    const { cache, portable } = this.settings;
    const onLog = (line: LogLine) => {
      this.#logs[line.stream].push(portable.text(line.line));
      given.onLog?.(line);
    };
    this.launched = { ...given, cache, onLog };
    this.loadErrors = [];
    try {
      const worker = await launchEntry(this.launched);
      this.#see(await worker.observed());
      return this.#recorded(worker);
    } catch (error) {
      this.loadErrors = this.#errors(error as Error);
      throw error;
    }
  };

  #recorded(worker: HostedPluginWorker): HostedPluginWorker {
    const plugin = { ...worker.plugin } as Record<string, unknown>;
    for (const hook of GRAPH_HOOKS) {
      const given = plugin[hook];
      if (Array.isArray(given)) plugin[hook] = [given[0], this.#around(worker, hook, given[1] as Call)];
      else if (given) plugin[hook] = this.#around(worker, hook, given as Call);
    }
    return Object.create(worker, { plugin: { value: plugin, enumerable: true } }) as HostedPluginWorker;
  }

  #around(worker: HostedPluginWorker, hook: GraphHook, call: Call): Call {
    return async (...args) => {
      const startedAt = performance.now();
      // As it is now, and without what only workers are told.
      const given = JSON.parse(JSON.stringify(args.slice(0, ARGUMENTS[hook]))) as unknown[];
      try {
        const result = await call(...args);
        await this.#note(worker, {
          hook,
          args: given,
          result,
          errors: [],
          elapsedMs: performance.now() - startedAt,
        });
        return result;
      } catch (error) {
        const errors = this.#errors(error as Error);
        const result = partialResults(error as Error);
        await this.#note(worker, {
          hook,
          args: given,
          result,
          errors,
          elapsedMs: performance.now() - startedAt,
        });
        throw error;
      }
    };
  }

  async #note(
    worker: HostedPluginWorker,
    { result, ...call }: Omit<RecordedCall, 'logs' | 'trace'>,
  ): Promise<void> {
    const { portable } = this.settings;
    const json = JSON.parse(JSON.stringify(result ?? null)) as unknown;
    const [seen, loaded] = await Promise.all([worker.observed(), worker.loadedFiles()]).catch(() => NOTHING);
    this.#see(seen);
    const trace = readTrace(seen, loaded, portable);
    this.calls.push({ ...portable.value({ ...call, result: json }), logs: this.#logs, trace });
    this.#logs = { stdout: [], stderr: [] };
  }

  #see({ inputs, incomplete }: Observed): void {
    this.seen.inputs.push(...inputs);
    this.seen.incomplete.push(...incomplete.filter((why) => !this.seen.incomplete.includes(why)));
  }

  #errors(error: Error): RecordedError[] {
    const { portable } = this.settings;
    return hookErrors(error, portable).map((each) => {
      // What was thrown while it was loaded is the cause of what the launch throws.
      const { cause } = each.error;
      const { stack } = error instanceof PluginLoadError && cause instanceof Error ? cause : each.error;
      return { ...each, ...(stack && { stack: portable.text(stack) }) };
    });
  }
}

/** How many of the arguments are the plugin's. */
const ARGUMENTS: Record<GraphHook & HookName, number> = {
  createNodes: 2,
  createDependencies: 1,
  createMetadata: 2,
};

const NOTHING: [Observed, LoadedFiles] = [
  { inputs: [], incomplete: ['ended before it said what it had looked at'] },
  { files: {}, manifests: {} },
];
