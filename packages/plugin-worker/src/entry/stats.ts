import { fstatSync, openSync } from 'node:fs';
import type { WorkerStats } from '../protocol/types';

/** As node has them: a plugin may replace them, or `process` itself. */
const { pid, platform } = process;
const memoryUsage = process.memoryUsage.bind(process);
const cpuUsage = process.cpuUsage.bind(process);
const uptime = process.uptime.bind(process);

export function collectStats(): WorkerStats {
  holdStandardStreams();
  const memory = memoryUsage();
  const cpu = cpuUsage();
  return {
    pid,
    rssBytes: memory.rss,
    heapUsedBytes: memory.heapUsed,
    cpuMs: (cpu.user + cpu.system) / 1000,
    uptimeMs: uptime() * 1000,
  };
}

/** Node opens a file to see its memory, and aborts if that gets the number of a stream that the plugin has closed. */
function holdStandardStreams(): void {
  for (let fd = 0; fd <= 2; fd++) {
    try {
      fstatSync(fd);
    } catch {
      openSync(platform === 'win32' ? '\\\\.\\nul' : '/dev/null', 'r+');
    }
  }
}
