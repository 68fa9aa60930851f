/** Crashes within this time count. */
export const WINDOW_MS = 3 * 60 * 1000;
export const MAX_CRASHES = 4;
const FIRST_DELAY_MS = 100;

export type RestartDecision = { restart: true; delayMs: number } | { restart: false; reason: string };

/**
 * Whether a worker that crashed at these times (in milliseconds, oldest first) is started again, and after what delay.
 * Pure.
 */
export function decideRestart(crashTimesMs: readonly number[], nowMs: number): RestartDecision {
  const recent = crashTimesMs.filter((time) => nowMs - time < WINDOW_MS).length;
  if (recent >= MAX_CRASHES) {
    const reason = `its worker crashed ${recent} times within ${WINDOW_MS / 60_000} minutes, so it is not started again until that time is over`;
    return { restart: false, reason };
  }
  if (recent <= 1) return { restart: true, delayMs: 0 };
  const sinceLastMs = nowMs - crashTimesMs.at(-1)!;
  return { restart: true, delayMs: Math.max(0, FIRST_DELAY_MS * 2 ** (recent - 2) - sinceLastMs) };
}
