import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Inspect, LogHandler } from '@plugin-isolation/plugin-worker';
import { launchHostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import {
  HookCalls,
  hookErrors,
  partialResults,
  type PortableText,
  type TemporaryWorkspace,
} from '@plugin-isolation/plugin-worker/internal/testing';
import { readRootTsconfig } from '../config/root-tsconfig';
import { nxEnvironment } from '../config/worker-environment';
import { compareCall, type ReplayedCall } from './compare-calls';
import { withRoot, type PluginRecord, type RecordedCall } from './plugin-record';
import { Redaction } from './redaction';

export interface ReplaySettings {
  record: PluginRecord;
  /** Of the plugin. */
  file: string;
  workspace: TemporaryWorkspace;
  portable: PortableText;
  inspect: Inspect;
  /** Called when a hook, or the load, begins. Gives what to call at its end. */
  onBegin: (hook: string) => () => void;
  onLog: LogHandler;
}

/** One run of the plugin. Secrets are left out of what it gives, as they were when it was recorded. */
export class Replaying {
  readonly #redaction = new Redaction(process.env);
  readonly #calls: HookCalls;

  constructor(private readonly settings: ReplaySettings) {
    this.#calls = new HookCalls((onLog) => this.#launch(onLog), settings.portable);
  }

  async run(): Promise<ReplayedCall[]> {
    const { calls, loadErrors } = this.settings.record;
    try {
      const thrown = await this.#during('load', this.#calls.worker()).then(
        () => [],
        (error: Error) => hookErrors(error, this.settings.portable),
      );
      const load = compareCall(
        'load',
        { result: null, errors: loadErrors },
        { result: null, errors: thrown },
      );
      if (thrown.length > 0) return [load];
      const replayed: ReplayedCall[] = [load];
      for (const call of calls) replayed.push(await this.#replay(call));
      return replayed;
    } finally {
      await this.#calls.stop();
    }
  }

  async #replay(recorded: RecordedCall): Promise<ReplayedCall> {
    const { hook } = recorded;
    const args = withRoot(recorded.args, this.settings.workspace.root);
    const calling = this.#calls.call(
      () => undefined,
      async (plugin): Promise<unknown> => {
        const given = plugin[hook];
        if (!given) throw new Error(`it has no ${hook}`);
        const call = (Array.isArray(given) ? given[1] : given) as (...args: unknown[]) => Promise<unknown>;
        return call(...args);
      },
    );
    const { result, thrown, errors } = await this.#during(hook, calling);
    const gave = thrown ? partialResults(thrown) : (result ?? null);
    return compareCall(
      hook,
      recorded,
      this.#redaction.value({ result: this.settings.portable.value(gave), errors }),
    );
  }

  #during<T>(hook: string, work: Promise<T>): Promise<T> {
    return work.finally(this.settings.onBegin(hook));
  }

  #launch(onLog: LogHandler) {
    const { record, inspect, onLog: show } = this.settings;
    const { root, data } = this.settings.workspace;
    const tsconfig = readRootTsconfig(root);
    mkdirSync(join(data, 'plugin'), { recursive: true });
    return launchHostedPluginWorker({
      plugin: this.settings.file,
      name: record.plugin,
      knownAs: record.plugin,
      root,
      generation: 1,
      inspect,
      options: record.options,
      observe: join(data, 'plugin'),
      env: { ...nxEnvironment(root), NX_WORKSPACE_DATA_DIRECTORY: join(data, 'nx') },
      execArgv: tsconfig.conditions.flatMap((condition) => ['--conditions', condition]),
      loader: { ...(tsconfig.file && { tsconfig: tsconfig.file }) },
      onLog: (line) => {
        onLog(line);
        show(line);
      },
    });
  }
}
