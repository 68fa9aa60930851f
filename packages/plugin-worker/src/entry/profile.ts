import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';

/**
 * Begins a CPU profile of this process. The result ends it and writes it to a file, as a whole before it returns: who
 * ends this process afterwards loses nothing.
 */
export function startProfile(): (file: string) => void {
  const write = writeFileSync;
  const stringify = JSON.stringify;
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  return (file) => {
    let stopped: { error: Error | null; profile?: Profiler.Profile } | undefined;
    // A session of the same thread answers before `post` returns.
    session.post('Profiler.stop', (error, result) => (stopped = { error, profile: result?.profile }));
    session.disconnect();
    if (!stopped?.profile) throw stopped?.error ?? new Error('the profiler gave no profile');
    write(file, stringify(stopped.profile));
  };
}
