import { join } from 'node:path';
import { locateNx } from '../config/nx-location';
import { readRootDotenv } from '../config/worker-environment';
import type { HostRecord } from './record-file';
import { digestEnvironment } from './relevant-environment';

/** What a host and its client must have in common. */
export type Identity = Pick<HostRecord, 'version' | 'build' | 'node' | 'nx' | 'environment'>;

export function identify(root: string, env: NodeJS.ProcessEnv): Identity {
  const { directory, version } = locateNx(root);
  return {
    version: (require('../../package.json') as { version: string }).version,
    build: join(__dirname, '..'),
    node: process.version,
    nx: { directory, version },
    environment: digestEnvironment(env),
  };
}

/**
 * Both with the variables that the workers of `host` have from dotenv files of the root. An nx gives them to its tasks,
 * so a client in a task has them in its own environment `env`, with which the host was not started.
 */
export function withDotenv(
  root: string,
  { host, client, env }: { host: Identity; client: Identity; env: NodeJS.ProcessEnv },
): [host: Identity, client: Identity] {
  const isAdded = (name: string) => name in client.environment && !(name in host.environment);
  const before = Object.fromEntries(Object.entries(env).filter(([name]) => !isAdded(name)));
  const dotenv = digestEnvironment(readRootDotenv(root, client.nx.directory, before));
  const add = (to: Identity) => ({ ...to, environment: { ...dotenv, ...to.environment } });
  return [add(host), add(client)];
}

/**
 * Why a host would not answer as one of `client` would, whatever its environment, as the end of a sentence; `undefined`
 * if it would.
 */
export function describeMismatch(host: Identity, client: Identity): string | undefined {
  if (host.version !== client.version || host.build !== client.build)
    return `it runs plugin-host ${host.version} of ${host.build}`;
  if (host.node !== client.node) return `it runs node ${host.node}`;
  if (host.nx.version !== client.nx.version || host.nx.directory !== client.nx.directory)
    return `it loaded nx ${host.nx.version} of ${host.nx.directory}`;
  return undefined;
}

/** As {@link describeMismatch}, for the names of variables that matter. */
export function describeVariables(names: string[]): string {
  return `its environment differs: ${names.join(', ')}`;
}
