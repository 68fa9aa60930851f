import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { PortableText, type Places } from '@plugin-isolation/plugin-worker/internal/testing';
import { readPluginEntries, type PluginEntry } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import type { GraphError } from '../errors/graph-errors';
import { pluginUnknown } from '../errors/workspace-error-texts';
import { useFreshDirectory } from '../host/fresh-directory';
import type { HostEvents } from '../host/host-event';
import { WorkspaceHost, type WorkspaceHostOptions } from '../host/workspace-host';
import { makeRecord } from './make-record';
import { WORKSPACE, type PluginRecord } from './plugin-record';
import { Recorder } from './recorder';
import { Redaction } from './redaction';

export interface RecordOptions extends Pick<WorkspaceHostOptions, 'inspect'> {
  root: string;
  /** As `nx.json` names it. */
  plugin: string;
  /** Whether the contents of files are to be in the record. */
  withContents: boolean;
  /** Called when there is a host, before it does anything. */
  onHost: (events: HostEvents) => void;
}

export interface Recorded {
  /** Absent if the plugin was not even launched, which `errors` tell of. */
  record?: PluginRecord;
  /** What was left out of texts, and how often. */
  redacted?: Map<string, number>;
  errors: GraphError[];
}

/**
 * Computes a graph in this process, with new workers and no cache, and gives the record of one plugin.
 * @throws {WorkspaceError} `PLUGIN_UNKNOWN`, and whatever a host throws.
 */
export async function recordPlugin({ onHost, ...options }: RecordOptions): Promise<Recorded> {
  const { root, plugin, withContents, inspect } = options;
  const entry = findEntry(root, plugin);
  const cache = join(useFreshDirectory(root), 'recorded-plugin');
  const portable = new PortableText([[root, WORKSPACE], ...installed(root)]);
  const recorder = new Recorder({ index: entry.index, cache, portable });
  const host = new WorkspaceHost({ root, inspect, reuse: 'never', launchWorker: recorder.launch });
  onHost(host.events);
  const computed = await host.computeProjectGraph();
  const nx = await host.nxAdapter();
  const indexed = Object.keys(await nx.listFiles());
  if (!recorder.launched) return { errors: computed.errors.filter((error) => error.plugin === plugin) };
  const redaction = new Redaction({ ...process.env, ...recorder.launched.launch.env });
  const sources = {
    root,
    entry,
    recorder,
    portable,
    redaction,
    indexed,
    nxVersion: nx.version,
    withContents,
  };
  const record = makeRecord(sources);
  return { record, redacted: redaction.counts, errors: [] };
}

/** Packages may be linked from elsewhere. */
function installed(root: string): Places {
  const modules = join(root, 'node_modules');
  return existsSync(modules) ? [[realpathSync(modules), `${WORKSPACE}/node_modules`]] : [];
}

/** The first one of this name. */
function findEntry(root: string, plugin: string): PluginEntry {
  const entries = readPluginEntries(readNxJson(root));
  const entry = entries.find((each) => each.plugin === plugin);
  if (!entry)
    throw pluginUnknown(
      [plugin],
      entries.map((each) => each.plugin),
    );
  return entry;
}
