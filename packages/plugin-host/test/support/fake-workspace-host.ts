import { HostEvents } from '../../src/host/host-event';
import type { WorkspaceHost } from '../../src/host/workspace-host';

const GRAPH = { nodes: {} };

/** A host without Nx and workers. `override` is what a test has it do. */
export function createFakeHost(root: string, override: object = {}): WorkspaceHost {
  const fake = {
    root,
    events: new HostEvents(),
    nxLocation: { directory: '/nx', version: '23.2.1', major: 23 },
    graphs: { busy: { waits: ['Waiting for the graph.'] }, writeToNx: () => Promise.resolve(undefined) },
    requests: {
      count: 3,
      lastError: undefined,
      answering: (work: Promise<unknown>) => work,
      request: () => Promise.resolve({ computed: { errors: [] }, plugins: [] }),
    },
    variablesThatMatter: () => [],
    runHook: () => Promise.resolve({ result: 'hook' }),
    computeProjectGraph: () => Promise.resolve({ errors: [], graph: GRAPH }),
    status: ({ start }: { start: boolean }) =>
      Promise.resolve([{ plugin: start ? 'started' : 'as it is', index: 0 }]),
    ...override,
  };
  return fake as unknown as WorkspaceHost;
}
