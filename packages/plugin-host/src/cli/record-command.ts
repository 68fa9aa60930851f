import { basename, extname } from 'node:path';
import { findRoot } from '../config/find-root';
import { recordPlugin } from '../record/record-plugin';
import { EXIT_CODES, type CommonOptions } from './command';
import { describeRecord, summarizeRecord } from './describe-record';
import { openGraphFile } from './graph-file';
import type { Output } from './output';
import { showProgress } from './progress';

export interface RecordOptions extends CommonOptions {
  out?: string;
  withoutContents?: boolean;
}

/** Writes what one plugin is asked and gives while a graph is computed. Returns the exit code. */
export async function runRecord(plugin: string, options: RecordOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const path = options.out ?? `${nameOf(plugin)}.record.json`;
  const file = openGraphFile(path, { what: 'record', option: '--out' });
  let progress: { done(): void } | undefined;
  const recording = recordPlugin({
    root,
    plugin,
    withContents: !options.withoutContents,
    inspect: { ...options.inspect, ...options.inspectBrk },
    onHost: (events) => {
      events.listen((event) => {
        if (event.type === 'log') output.log(event.line);
      });
      progress = showProgress(events, output);
    },
  });
  const { record, redacted, errors } = await recording.finally(() => progress?.done());
  if (!record) {
    output.graphErrors(errors);
    return EXIT_CODES.pluginFailed;
  }
  file.write(`${JSON.stringify(record, undefined, 1)}\n`);
  if (output.isJson) output.json({ out: path, ...summarizeRecord(record, redacted!) });
  else if (!file.isStdout) output.print(describeRecord(record, redacted!, path));
  return EXIT_CODES.done;
}

/** `./tools/my-plugin.ts` → `my-plugin`, `@acme/nx/plugin` → `acme-nx-plugin`, `./tools/my/src/index.ts` → `my`. */
function nameOf(plugin: string): string {
  if (!/^[./]/.test(plugin)) return plugin.replace(/^@/, '').replace(/[^\w.-]+/g, '-');
  const names = plugin
    .split('/')
    .filter((name) => !/^(\.{1,2}|src|lib|dist|index\.\w+|plugin\.\w+)$/.test(name));
  const last = names.at(-1) ?? 'plugin';
  return basename(last, extname(last));
}
