import type { LogLine } from '@plugin-isolation/plugin-worker';
import { HostEndedError } from '../errors/errors';
import { handToNx, type GraphForNx } from '../host/hand-to-nx';
import { WorkspaceHost } from '../host/workspace-host';
import { callServedHost, connectServedHost, isNotServed } from '../client/find-served-host';
import type { Reporter } from './reporter';

export interface HandedGraph extends GraphForNx {
  /** Nobody needs the workers any more. */
  close(): Promise<void>;
}

/** Has the graph as it is now put where Nx reads it: by the host that is served, or by this process where there is none that fits. */
export async function computeGraphFor(root: string, reporter: Reporter): Promise<HandedGraph> {
  return (await handedByServedHost(root, reporter)) ?? handedHere(root, reporter);
}

async function handedByServedHost(root: string, reporter: Reporter): Promise<HandedGraph | undefined> {
  try {
    const served = await connectServedHost(root, process.env, ({ name, payload }) => {
      if (name === 'log') reporter.log(payload as LogLine);
      else if (name === 'waiting') reporter.note(`${payload as string}\n`);
    });
    reporter.detail('The graph is asked of the host that `plugin-host watch` serves.');
    try {
      const handed = (await callServedHost(served, 'handToNx')) as GraphForNx;
      return { ...handed, close: () => Promise.resolve() };
    } finally {
      served.client.close();
    }
  } catch (error) {
    if (!isNotServed(error) && !(error instanceof HostEndedError)) throw error;
    reporter.detail(error.message);
    return undefined;
  }
}

/** This process belongs to that root from here on. */
async function handedHere(root: string, reporter: Reporter): Promise<HandedGraph> {
  const host = new WorkspaceHost({ root, onLog: (line) => reporter.log(line) });
  host.on('waiting', (sentence) => reporter.note(`${sentence}\n`));
  try {
    return { ...(await handToNx(host)), close: () => host.close() };
  } catch (error) {
    await host.close();
    throw error;
  }
}
