import type { HostConfiguration } from '../config/host-configuration';
import { answerMsOf } from '../timing/answers-within';
import { chooseReleases } from './memory-limits';
import type { Supervisor } from './supervisor';
import { describeRunningWorkers } from './worker-status';

/** Lets idle workers go that hold more than they may. The next graph starts new ones. */
export async function limitMemory(
  supervisors: Supervisor[],
  { totalMemoryMiB, launches }: HostConfiguration,
): Promise<void> {
  const hasLimit = totalMemoryMiB !== undefined || launches.some(({ memoryMiB }) => memoryMiB !== undefined);
  if (!hasLimit) return;
  const workers = (await describeRunningWorkers(supervisors, [], answerMsOf)).map(
    ({ rssBytes = 0 }, index) => ({
      supervisor: supervisors[index],
      rssBytes,
      limitMiB: launches[index]?.memoryMiB,
      lastUsedMs: supervisors[index].lastUsedMs,
    }),
  );
  await Promise.all(chooseReleases(workers, totalMemoryMiB).map(({ supervisor }) => supervisor.release()));
}
