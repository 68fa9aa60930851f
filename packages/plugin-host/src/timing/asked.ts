import { readlinkSync } from 'node:fs';

/** When somebody asked. It may be compared in another process, which may get it late. */
export interface Asked {
  /** In ms, by the clock that all processes of a machine share, and that nobody sets. */
  atMs: number;
  /** Which clock that is. */
  clock: string;
}

/** The clock of {@link Asked}, in ms. */
export function sharedClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function askedNow(): Asked {
  return { atMs: sharedClock(), clock: clockName() };
}

/** For a program that somebody has just started: whatever it asks for is asked for since then. */
export function askedAtStart(): Asked {
  return { atMs: sharedClock() - process.uptime() * 1000, clock: clockName() };
}

/** When that was by the clock of this process. Now, if nobody says, or if the other one has another clock. */
export function momentOf(asked: Asked | undefined): number {
  const now = sharedClock();
  return asked?.clock === clockName() ? Math.min(asked.atMs, now) : now;
}

/** Linux can give a process a clock of its own: see time_namespaces(7). */
function clockName(): string {
  try {
    return process.platform === 'linux' ? readlinkSync('/proc/self/ns/time') : '';
  } catch {
    return '';
  }
}
