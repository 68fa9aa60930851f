import { inferNodes, type InferredNodes } from '../hooks/infer-nodes';
import { EXIT_CODES, type CommonOptions } from './command';
import { openHost } from './open-host';
import type { Output } from './output';
import { showProgress } from './progress';

/** Shows what one plugin infers from each of its configuration files. Returns the exit code. */
export async function runNodes(
  plugin: string,
  files: string[],
  options: CommonOptions,
  output: Output,
): Promise<number> {
  const host = openHost(options, output);
  const progress = showProgress(host.events, output);
  try {
    const [supervisor] = host.reconcile([plugin]).supervisors;
    const inferred = await inferNodes(await host.nxAdapter(), supervisor, files);
    progress.done();
    if (output.isJson) output.json(inferred);
    else output.print(describeNodes(inferred));
    output.graphErrors(inferred.errors);
    return inferred.errors.length > 0 ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
  } finally {
    progress.done();
  }
}

function describeNodes({ plugin, results, errors }: InferredNodes): string {
  if (results.length === 0 && errors.length === 0) return `${plugin} infers nothing here.\n`;
  return results
    .map(({ file, contribution }) => `${file}\n${indent(JSON.stringify(contribution, undefined, 2))}\n`)
    .join('');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
