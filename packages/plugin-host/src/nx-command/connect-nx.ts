import { servedOrOwnHosts } from '../client/served-or-own-hosts';
import type { HostEvent } from '../host/host-event';
import { afterLoad, type Replacements } from './after-load';
import { GraphAnswers, replaceGraph, type GraphSeam } from './graph-seam';
import { NxHost } from './nx-host';
import { replaceLoading } from './plugin-seam';
import type { Reporter } from './reporter';
import { SEAMS, type Seams } from './seams';
import { replaceTaskHooks, type TaskHooksSeam } from './task-hooks-seam';

interface Connection {
  root: string;
  /** Where the compiled modules of this nx are. */
  source: string;
  seams: Seams;
  /** Whether the graph is asked for now, or when nx wants it. */
  isEarly: boolean;
  reporter: Reporter;
}

/** Has the nx that this process is about to load ask our host. */
export async function connectNx({ root, source, seams, isEarly, reporter }: Connection): Promise<void> {
  // Nx changes the environment; the host and its plugins get what was here before.
  const env = { ...process.env };
  // A command that computes one graph needs its workers for nothing else.
  const options = { defaults: { stopAfterUse: isEarly } };
  const hosts = servedOrOwnHosts(root, env, options, (why) => reporter.detail(why.message));
  const host = new NxHost(root, hosts, tellTo(reporter));
  const { answer } = new GraphAnswers(host, source, root, reporter);
  const replacements: Replacements = {
    [SEAMS.graph]: (exports) => replaceGraph(exports as unknown as GraphSeam, answer),
    ...replaceLoading(seams, host, { root, source }),
    [SEAMS.daemon]: ({ daemonClient }) => {
      (daemonClient as { enabled(): boolean }).enabled = () => false;
    },
    [SEAMS.taskHooks]: (exports) => replaceTaskHooks(exports as unknown as TaskHooksSeam),
  };
  afterLoad(source, replacements);
  if (isEarly) await host.askEarly();
}

function tellTo(reporter: Reporter): (event: HostEvent) => void {
  return (event) => {
    if (event.type === 'log') reporter.log(event.line);
    else if (event.type === 'waiting') reporter.waiting(event.sentence);
  };
}
