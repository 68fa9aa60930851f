import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { CriticalPath } from '../../src/graph/critical-path';

const hasAutogroups = existsSync('/proc/self/autogroup');
const onLinux = hasAutogroups ? describe : describe.skip;

function niceOf({ pid }: ChildProcess): number {
  return Number(/nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))![1]);
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within 10 s');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

onLinux('CriticalPath (skipped where the kernel has no autogroups)', () => {
  let processes: ChildProcess[];

  beforeEach(async () => {
    processes = [0, 1, 2].map(() => spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }));
    await Promise.all(processes.map((child) => once(child, 'spawn')));
  });

  afterEach(() => processes.forEach((child) => child.kill('SIGKILL')));

  it('lets workers with few files give way until the graph is done', async () => {
    const [few, many, most] = processes as [ChildProcess, ChildProcess, ChildProcess];
    const path = new CriticalPath(3, 2);
    path.add(few.pid!, 10);
    path.add(many.pid!, 300);
    path.add(most.pid!, 400);
    await eventually(() => niceOf(few) === 10);
    expect([niceOf(many), niceOf(most)]).toEqual([0, 0]);
    path.release();
    await eventually(() => niceOf(few) === 0);
  });

  it('does nothing where each worker has a processor', () => {
    const [few, most] = processes as [ChildProcess, ChildProcess, ChildProcess];
    const path = new CriticalPath(2, 2);
    path.add(few.pid!, 1);
    path.add(most.pid!, 400);
    expect([niceOf(few), niceOf(most)]).toEqual([0, 0]);
  });

  it('is not disturbed by a worker that is gone', async () => {
    const [few, most] = processes as [ChildProcess, ChildProcess, ChildProcess];
    const gone = once(few, 'exit');
    few.kill('SIGKILL');
    await gone;
    const path = new CriticalPath(3, 2);
    path.add(few.pid!, 1);
    expect(() => path.add(most.pid!, 400)).not.toThrow();
  });
});
