import { createInterface } from 'node:readline';
import { createPluginHost, isWorkerError, WorkspaceError } from '@plugin-isolation/plugin-host';

/** Each line on stdin asks for the graph. A newer line cancels the wait of the one before it. */
async function main(root: string): Promise<void> {
  // Stops the workers and the host at the end of this block, whatever happens in it.
  await using host = await createPluginHost({
    root,
    onLog: ({ plugin, line }) => say(`${plugin} says: ${line}`),
  });
  host.on('worker', (event) => {
    if (event.type === 'ready') say(`${event.plugin} is ready after ${Math.round(event.elapsedMs)} ms`);
    if (event.type === 'failed' || event.type === 'crashed') say(`${event.plugin}: ${event.error.message}`);
  });
  host.on('graph', ({ graph, errors }) =>
    say(`${Object.keys(graph.nodes).length} projects, ${errors.length} errors`),
  );

  let newest = new AbortController();
  const answers: Promise<void>[] = [];
  say('ask with a line, end with Ctrl-D');
  for await (const question of createInterface({ input: process.stdin })) {
    say(`asked ${question}`.trim());
    newest.abort(new Error('a newer question was asked'));
    newest = new AbortController();
    answers.push(host.computeProjectGraph({ signal: newest.signal }).then(() => undefined, explain));
  }
  await Promise.all(answers);
}

function explain(error: Error): void {
  if (error instanceof WorkspaceError) say(`no graph (${error.code}): ${error.message}`);
  else if (isWorkerError(error)) say(`the host has ended (${error.code}): ${error.message}`);
  else say(`cancelled: ${error.message}`);
}

function say(text: string): void {
  console.log(text);
}

main(process.argv[2] ?? process.cwd()).then(
  () => say('all processes are gone'),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
