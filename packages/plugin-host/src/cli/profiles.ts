import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostEvents } from '../host/host-event';
import { dataDirectoryOf } from '../results/data-directory';
import { formatMs } from './format';
import { hottestFunctions, type CpuProfile } from './hottest-functions';
import { shortenPaths } from './shorten';

/** A CPU profile of one worker, or why there is none. */
export interface WrittenProfile {
  file: string;
  error?: Error;
}

/** How many functions are named. */
const SHOWN = 5;

/** Where the profile of a plugin is written to: beside what Nx itself keeps, since it is no file of the workspace. */
export function profileFile(root: string, plugin: string): string {
  const directory = join(dataDirectoryOf(root), 'plugin-host-profiles');
  mkdirSync(directory, { recursive: true });
  const name = plugin.replace(/^[^\w]+/, '').replace(/[^\w.-]+/g, '-');
  return join(directory, `${name}.cpuprofile`);
}

/** Collects the profiles of a plugin. The result resolves when no worker of it is left that has to write one. */
export function followProfiles(events: HostEvents, plugin: string): () => Promise<WrittenProfile[]> {
  const written: WrittenProfile[] = [];
  let running = 0;
  let onIdle = () => {};
  events.listen((event) => {
    if (event.type === 'worker' && event.worker.plugin === plugin) {
      if (event.worker.type === 'starting') running++;
      else if (event.worker.type === 'failed') running--;
    } else if (event.type === 'profile') {
      running--;
      written.push(event);
    }
    if (running === 0) onIdle();
  });
  return () =>
    new Promise((resolve) => {
      onIdle = () => resolve(written);
      if (running === 0) onIdle();
    });
}

/** Where the profiles are, how to open them, and which functions took the most time. */
export function describeProfiles(plugin: string, profiles: WrittenProfile[], root: string): string {
  if (profiles.length === 0) return `No worker of ${plugin} came so far that there is a profile of it.\n`;
  const lines = profiles.map(({ file, error }) =>
    error
      ? `There is no profile of a worker of ${plugin}: ${error.message}\n`
      : `CPU profile of ${plugin}, its load and its hooks: ${file}\n${describeHottest(file, root)}`,
  );
  const hasOne = profiles.some(({ error }) => !error);
  const how =
    'Open it in VS Code, or in Chrome: chrome://inspect, Open dedicated DevTools for Node, Performance, Load.';
  return `${lines.join('')}${hasOne ? `${how}\n` : ''}`;
}

function describeHottest(file: string, root: string): string {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
  return hottestFunctions(profile)
    .slice(0, SHOWN)
    .map(({ name, place, selfMs }) => {
      const where = shortenPaths(place.replace(/^file:\/\//, ''), root);
      return `  ${formatMs(selfMs).padStart(7)}  ${name}${where && `  ${where}`}\n`;
    })
    .join('');
}
