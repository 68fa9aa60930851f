import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import type { NxLocation } from '../config/nx-location';

/** What a served host says of itself, in a file that only its user can read. */
export interface HostRecord {
  root: string;
  pid: number;
  address: string;
  token: string;
  startedAt: string;
  /** Version of this package. */
  version: string;
  /** Where this package is: another build may behave otherwise. */
  build: string;
  node: string;
  nx: Pick<NxLocation, 'directory' | 'version'>;
  /** See `digestEnvironment`. */
  environment: Record<string, string>;
}

/**
 * Removes the record if it is still that of this host. Another host may write its own at any moment: so it is taken
 * away first, then looked at, and put back if it is another one.
 */
export function removeRecord(file: string, { token }: Pick<HostRecord, 'token'>): void {
  if (readRecord(file)?.token !== token) return;
  const taken = `${file}.${process.pid}`;
  try {
    renameSync(file, taken);
    if (readRecord(taken)?.token !== token) linkSync(taken, file);
  } catch {
    // It is gone already, or a third host has written one.
  }
  rmSync(taken, { force: true });
}

/** `undefined` if there is none, or none that can be read. */
export function readRecord(file: string): HostRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as HostRecord;
  } catch {
    return undefined;
  }
}
