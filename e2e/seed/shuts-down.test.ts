import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import {
  commandLine,
  descendants,
  expectNothingRuns,
  killAll,
  waitUntil,
  waitUntilGone,
} from '../support/processes';
import { Script } from '../support/run';

const hostScript = join(__dirname, 'fixtures', 'ending-host.js');
/** Two seconds, times five. */
const GONE_WITHIN_MS = 10_000;

type HowItEnds = 'return' | 'throw' | 'exit' | 'SIGTERM' | 'SIGKILL';
type Stage = 'idle' | 'loading' | 'in-call';

const plugins = ['./plugins/sleeper.js', './plugins/worker.js'];
const sleep = `childProcess.spawn('sleep', ['60'], { stdio: 'ignore' }).unref();`;
const spin = `process.on('SIGTERM', () => {}); fs.writeFileSync(path.join(process.cwd(), 'busy'), ''); while (true) {}`;

function createPlugins(stage: Stage) {
  const sleeper = pluginSource('sleeper', {
    load: stage === 'loading' ? `${sleep} (async () => { ${spin} })();` : sleep,
    createNodes: stage === 'in-call' ? spin : '',
  });
  return createWorkspace({
    plugins,
    files: { 'plugins/sleeper.js': sleeper, 'plugins/worker.js': pluginSource('worker') },
  });
}

async function endAs(script: Script, ending: HowItEnds) {
  if (ending === 'SIGTERM' || ending === 'SIGKILL') script.child.kill(ending);
  else script.child.stdin!.write('end\n');
  return script.ended;
}

/**
 * The host process, two workers and the sleeper. A process that is being forked still has its parent's command line.
 */
async function processesOf(script: Script): Promise<number[]> {
  const commands = () => descendants(script.pid).map(commandLine);
  const count = (part: string) => commands().filter((command) => command.includes(part)).length;
  await waitUntil(
    () => count('bundle/main.js') === 3 && count('sleep 60') === 1,
    20_000,
    () => `a host process, two workers and a sleeper, but: ${commands().join('; ')}`,
  );
  return descendants(script.pid);
}

const expected: Record<HowItEnds, { code: number | null; signal: NodeJS.Signals | null }> = {
  return: { code: 0, signal: null },
  throw: { code: 1, signal: null },
  exit: { code: 7, signal: null },
  SIGTERM: { code: null, signal: 'SIGTERM' },
  SIGKILL: { code: null, signal: 'SIGKILL' },
};

describe('B11 shuts down when the parent ends', () => {
  const idle = (['return', 'throw', 'exit', 'SIGTERM', 'SIGKILL'] as const).map(
    (ending) => [ending, 'idle'] as const,
  );
  const loading = (['exit', 'SIGKILL'] as const).map((ending) => [ending, 'loading'] as const);
  // While a call is pending, a script that returns is kept alive by it: that is no end.
  const inCall = (['throw', 'exit', 'SIGTERM', 'SIGKILL'] as const).map(
    (ending) => [ending, 'in-call'] as const,
  );

  test.each([...idle, ...loading, ...inCall])('%s, %s', async (ending, stage) => {
    using workspace = createPlugins(stage);
    await using script = new Script([hostScript, workspace.root, ending, stage]);
    await script.line('reached');
    if (stage !== 'idle')
      await waitUntil(
        () => existsSync(workspace.path('busy')),
        20_000,
        () => `the stage ${stage}`,
      );
    const started = await processesOf(script);
    try {
      expect(await endAs(script, ending)).toMatchObject(expected[ending]);
      await waitUntilGone(started, GONE_WITHIN_MS);
      await expectNothingRuns(workspace.root);
    } finally {
      killAll(started);
    }
  });
});
