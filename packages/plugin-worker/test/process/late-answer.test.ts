import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context, graph, launchFixture, rejectionOf } from '../support/launch-fixture';
import { until } from '../support/processes';

it('B21 a late answer of a worker that was killed reaches no call, neither its own nor one of its successor', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'late-answer-'));
  const report = join(directory, 'report');
  try {
    const timeouts = { hookMs: 1500 };
    const old = await launchFixture('leaves-a-late-answer', { timeouts });
    await using next = (await launchFixture('answers-late')).worker;
    const ofOld = rejectionOf(old.plugin.createMetadata!(graph(report), context));
    const isKilled = old.worker.exited;
    const failure = await ofOld;
    const ofNext = [1, 2, 3].map(() => next.plugin.createMetadata!(graph(), context));
    expect(failure).toMatchObject({ code: 'WORKER_TIMEOUT' });
    await isKilled;
    await until(() => existsSync(report) && readFileSync(report, 'utf8') !== '', 10_000, 'the late answers');
    // They came while the host still listened to the old worker, or found its connection closed.
    expect(readFileSync(report, 'utf8')).toMatch(/^(written|EPIPE|ECONNRESET)$/);
    const late = { late: { metadata: {} } };
    expect(await Promise.all(ofNext)).toEqual([late, late, late]);
    expect(await rejectionOf(old.plugin.createMetadata!(graph(), context))).toMatchObject({
      code: 'WORKER_STOPPED',
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
});
