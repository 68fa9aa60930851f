import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { runCli } from '../support/run';

const SPEAK = `console.error('last words of ' + exports.name);`;

interface Way {
  /** Statements of createNodes, or of the load. */
  createNodes?: string;
  load?: string;
  code: string;
  fields: object;
  text: RegExp;
}

const WAYS: Record<string, Way> = {
  killed: {
    createNodes: `${SPEAK} process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`,
    code: 'WORKER_EXITED',
    fields: { reason: 'signal', signal: 'SIGKILL' },
    text: /was killed by SIGKILL during createNodes/,
  },
  exits: {
    createNodes: `${SPEAK} process.exit(3);`,
    code: 'WORKER_EXITED',
    fields: { reason: 'exit-code', exitCode: 3 },
    text: /exited with code 3 during createNodes/,
  },
  leaves: {
    createNodes: `${SPEAK} process.exit(0);`,
    code: 'WORKER_EXITED',
    fields: { reason: 'early-exit', exitCode: 0 },
    text: /exited with code 0 before it answered, during createNodes/,
  },
  throws: {
    load: `console.error('last words of throws'); throw new Error('no luck');`,
    code: 'PLUGIN_LOAD_FAILED',
    fields: { hook: 'load' },
    text: /could not be loaded: no luck/,
  },
  rejects: {
    createNodes: `${SPEAK} void Promise.reject(new Error('no luck')); await new Promise(() => {});`,
    code: 'WORKER_EXITED',
    fields: { reason: 'unhandled-rejection', exitCode: 1 },
    text: /crashed during createNodes.* promise rejection: no luck/,
  },
  hoards: {
    createNodes: `${SPEAK} const kept = []; for (;;) kept.push(new Array(1000).fill({ kept }));`,
    code: 'WORKER_EXITED',
    fields: { reason: 'out-of-memory' },
    text: /ran out of memory during createNodes/,
  },
};

interface Told {
  plugin: string;
  hook: string;
  code: string;
  message: string;
  error: { fields: { stderrTail: string[] } };
}

test('B20 six ways to end in one graph: six messages, each with plugin, hook, code or signal, and last words', async () => {
  const names = Object.keys(WAYS);
  using workspace = createWorkspace({
    plugins: [...names.map((name) => `./plugins/${name}.js`), './plugins/fine.js'],
    files: {
      ...Object.fromEntries(names.map((name) => [`plugins/${name}.js`, pluginSource(name, WAYS[name])])),
      'plugins/fine.js': pluginSource('fine'),
      // For the workers alone: the host has its environment already.
      '.env': 'NODE_OPTIONS=--max-old-space-size=60',
    },
  });
  const { code, stdout, stderr } = await runCli(['graph', '--json'], {
    cwd: workspace.root,
    env: { NODE_OPTIONS: undefined },
  });
  expect(code).toBe(1);
  const { graph, errors } = JSON.parse(stdout) as { graph: { nodes: object }; errors: Told[] };
  expect(Object.keys(graph.nodes).sort()).toEqual(['one', 'two']);
  const messages = names.map((name) => {
    const told = errors.find(({ plugin }) => plugin.includes(name))!;
    const { hook, message, error } = told;
    expect({ ...told, ...error.fields }).toMatchObject({ code: WAYS[name].code, ...WAYS[name].fields });
    expect(message).toMatch(WAYS[name].text);
    expect(message).toContain(name);
    expect(message).toContain(hook);
    expect(error.fields.stderrTail).toContain(`last words of ${name}`);
    expect(stderr).toContain(message.split('\n')[0]);
    return message.split('\n')[0].replaceAll(name, '');
  });
  expect(new Set(messages).size).toBe(6);
  expect(errors).toHaveLength(6);
  await expectNothingRuns(workspace.root);
});
