import { servedOrOwnHosts } from '../client/served-or-own-hosts';
import type { FoundNx } from '../config/nx-location';
import type { HostEvent } from '../host/host-event';
import { afterLoad, type Replacements } from './after-load';
import { GraphAnswers, replaceGraph, type GraphSeam } from './graph-seam';
import { KnownGraph } from './known-graph';
import { NxHost } from './nx-host';
import { pluginEnvironment } from './plugin-environment';
import { replaceLoading } from './plugin-seam';
import type { Reporter } from './reporter';
import { SEAMS, type Seams } from './seams';
import { replaceTaskHooks, type TaskHooksSeam } from './task-hooks-seam';

interface Connection {
  root: string;
  nx: FoundNx;
  /** Where the compiled modules of this nx are. */
  source: string;
  seams: Seams;
  /** Whether the command only reads or runs, and so needs one graph. */
  needsOneGraph: boolean;
  /** What follows the word `nx`. */
  args: string[];
  reporter: Reporter;
}

/** Has the nx that this process is about to load ask our host. */
export async function connectNx(connection: Connection): Promise<void> {
  const { root, nx, source, seams, needsOneGraph, args, reporter } = connection;
  const isEarly = needsOneGraph && seams.startsBesideOthers;
  // Then the workers are needed for nothing else.
  const options = { defaults: { stopAfterUse: needsOneGraph } };
  const environment = { asking: { ...process.env }, launched: pluginEnvironment(isEarly ? args : undefined) };
  const hosts = servedOrOwnHosts(root, environment, options, (why) => reporter.detail(why.message));
  // Others ask again for what they have written, and it may be after a person has answered something.
  const known = new KnownGraph({ root, nx, source, env: environment.launched });
  const host = new NxHost(root, hosts, { onEvent: tellTo(reporter), isLetGo: needsOneGraph, known });
  const { answer } = new GraphAnswers(host, source, root, reporter);
  const replacements: Replacements = {
    [SEAMS.graph]: (exports) => replaceGraph(exports as unknown as GraphSeam, answer),
    ...replaceLoading(seams, host, { root, source }),
    [SEAMS.daemon]: ({ daemonClient }) => {
      (daemonClient as { enabled(): boolean }).enabled = () => false;
    },
    // Plain nx makes it for its plugins. Made with the first task, it keeps this process busy while that task ends, and
    // Nx 22 loses what nobody has read by then.
    [SEAMS.metrics]: ({ getProcessMetricsService }) =>
      void (getProcessMetricsService as (() => unknown) | undefined)?.(),
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
