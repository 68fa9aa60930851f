import { statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

/** A package stands for all of its files: they change together. */
const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const OURS = dirname(dirname(__dirname)) + sep;
/** File systems stamp a change with a clock that lags behind by so much. */
const CLOCK_LAG_MS = 20;

const versions = new Map<string, string>();
const esModules = new Set<string>();
let lookedAtMs = Date.now();
let hooksThread: MessagePort | undefined;

/** An ES module, which `require.cache` does not have. */
export function noteEsModule(file: string): void {
  esModules.add(file);
}

/** Where the thread of module hooks says which ES modules it has loaded. */
export function noteEsModulesOf(port: MessagePort): void {
  port.unref();
  hooksThread = port;
}

/**
 * The files that this process has loaded, packages by their `package.json`: path → version. A file that may have been written
 * between its load and this look has the version `unknown`.
 */
export function collectLoadedFiles(): Record<string, string> {
  const sinceMs = lookedAtMs - CLOCK_LAG_MS;
  lookedAtMs = Date.now();
  for (let message; hooksThread && (message = receiveMessageOnPort(hooksThread));)
    esModules.add(message.message as string);
  for (const loaded of [...Object.keys(require.cache), ...esModules]) {
    const directory = PACKAGE.exec(loaded)?.[1];
    const file = directory === undefined ? loaded : join(directory, 'package.json');
    if (!versions.has(file) && !file.startsWith(OURS)) versions.set(file, versionSince(file, sinceMs));
  }
  return Object.fromEntries(versions);
}

function versionSince(file: string, sinceMs: number): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (!stat || Number(stat.ctimeMs) >= sinceMs) return 'unknown';
  return `${stat.ctimeNs} ${stat.size} ${stat.ino}`;
}
