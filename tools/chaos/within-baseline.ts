import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchPluginWorker } from '@plugin-isolation/plugin-worker';
import { launchOptions } from './launch-options';
import {
  collectGarbage,
  countDescriptors,
  countListeners,
  countSockets,
  holdsWithin,
  processesLeft,
} from './observe';
import type { Row } from './report';

const LEFT_WITHIN_MS = 2000;

/** Runs `work` between two looks at what this process holds; returns what is left of it. */
export async function withinBaseline(work: (mark: string) => Promise<void>): Promise<Row[]> {
  const mark = randomUUID();
  const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
  process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] = directory;
  try {
    await launchOnce(mark);
    await holdsWithin(LEFT_WITHIN_MS, () => processesLeft(mark).length === 0);
    collectGarbage();
    const descriptors = countDescriptors();
    const listeners = countListeners();
    await work(mark);
    await holdsWithin(LEFT_WITHIN_MS, () => processesLeft(mark).length === 0);
    collectGarbage();
    await holdsWithin(LEFT_WITHIN_MS, () => countDescriptors() <= descriptors);
    return [
      { what: 'processes left', value: processesLeft(mark).length, mustBe: 0 },
      { what: 'sockets left', value: countSockets(directory), mustBe: 0 },
      { what: 'descriptors above the baseline', value: countDescriptors() - descriptors, mustBe: 0 },
      { what: 'listeners above the baseline', value: countListeners() - listeners, mustBe: 0 },
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function launchOnce(mark: string): Promise<void> {
  const worker = await launchPluginWorker(launchOptions(mark));
  await worker.stop();
}
