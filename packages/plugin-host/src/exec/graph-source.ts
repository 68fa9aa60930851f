import { HostEndedError } from '../errors/errors';
import { handToNx, type GraphForNx } from '../host/hand-to-nx';
import type { HostListener } from '../host/host-event';
import { WorkspaceHost } from '../host/workspace-host';
import { connectServedHost, isNotServed } from '../client/find-served-host';
import type { Reporter } from './reporter';

export interface HandedGraph extends GraphForNx {
  /** Nobody needs the workers any more. */
  close(): Promise<void>;
}

/**
 * Has the graph as it is now put where Nx reads it: by the host that is served, or by this process if there is none
 * that fits.
 */
export async function computeGraphFor(root: string, reporter: Reporter): Promise<HandedGraph> {
  return (await handedByServedHost(root, reporter)) ?? handedHere(root, reporter);
}

async function handedByServedHost(root: string, reporter: Reporter): Promise<HandedGraph | undefined> {
  try {
    const served = await connectServedHost(root, process.env, reportTo(reporter));
    reporter.detail('The graph is asked of the host that `plugin-host watch` serves.');
    try {
      return { ...(await served.api.handToNx()), close: () => Promise.resolve() };
    } finally {
      await served.release();
    }
  } catch (error) {
    if (!isNotServed(error) && !(error instanceof HostEndedError)) throw error;
    reporter.detail(error.message);
    return undefined;
  }
}

/** This process belongs to that root from here on. */
async function handedHere(root: string, reporter: Reporter): Promise<HandedGraph> {
  const host = new WorkspaceHost({ root });
  host.events.listen(reportTo(reporter));
  try {
    return { ...(await handToNx(host)), close: () => host.close() };
  } catch (error) {
    await host.close();
    throw error;
  }
}

function reportTo(reporter: Reporter): HostListener {
  return (event) => {
    if (event.type === 'log') reporter.log(event.line);
    else if (event.type === 'waiting') reporter.note(`${event.sentence}\n`);
  };
}
