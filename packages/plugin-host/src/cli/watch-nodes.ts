import { once } from 'node:events';
import { constants } from 'node:os';
import type { WorkspaceHost } from '../host/workspace-host';
import type { Inferred } from '../hooks/infer-nodes';
import { ChangeSource } from '../watch/change-source';
import { EXIT_CODES } from './command';
import { describeChange } from './describe-change';
import { describeInferred, sectionsOf } from './describe-inferred';
import type { Output } from './output';

/**
 * Shows what a plugin infers, and then what each edit changes in that, until a signal or a closed stdout ends it.
 * Returns the exit code.
 */
export async function watchNodes(
  host: WorkspaceHost,
  infer: () => Promise<Inferred>,
  output: Output,
): Promise<number> {
  const show = createShow(output);
  let running: Promise<void> = Promise.resolve();
  const run = () =>
    (running = running
      .then(async () => show(await infer()))
      .catch((error: Error) => output.fail(error.message, error)));
  const fail = (error: Error) => output.fail(`Changes are not seen any more: ${error.message}`, error);
  const nx = await host.nxAdapter();
  await run();
  const changes = new ChangeSource(
    nx,
    host.root,
    () => void run(),
    () => host.requests.noteChange(),
    fail,
  );
  changes.start();
  output.note(output.colors.dim('Waiting for edits. Ctrl-C ends this.\n'));
  const exitCode = await untilEnded(output);
  await changes.stop();
  await host.close();
  return exitCode;
}

function createShow(output: Output): (inferred: Inferred) => void {
  let shown: Map<string, string> | undefined;
  return (inferred) => {
    const sections = sectionsOf(inferred);
    const change = shown && describeChange(shown, sections, output.resultColors);
    const isFine = inferred.errors.length === 0;
    if (output.isJson) {
      if (change !== '' || !isFine) output.jsonLine(inferred);
    } else if (change === undefined) output.print(describeInferred(inferred));
    else if (change !== '') output.print(change);
    else if (isFine) output.note(output.colors.dim('Nothing that the plugin gives has changed.\n'));
    shown = sections;
    output.graphErrors(inferred.errors);
  };
}

async function untilEnded(output: Output): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const ended = signals.map((signal) => once(process, signal).then(() => 128 + constants.signals[signal]));
  if (output.lost.aborted) return EXIT_CODES.done;
  return Promise.race([...ended, once(output.lost, 'abort').then(() => EXIT_CODES.done)]);
}
