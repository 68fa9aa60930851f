import { replaceTaskHooks, setOnly, type EnvironmentChanges } from '../../src/nx-command/task-hooks-seam';

const NAMES = ['ONE', 'TWO', 'THREE'];

/** The environment after Nx has run hooks that changed it so. */
async function after(changes: EnvironmentChanges[], before: Record<string, string>) {
  Object.assign(process.env, before);
  const envs = changes.map(setOnly);
  // As Nx does it.
  const runPreTasksExecution = () => {
    for (const env of envs) for (const name in env) process.env[name] = env[name];
    return Promise.resolve(envs as unknown);
  };
  const nx = { runPreTasksExecution };
  replaceTaskHooks(nx);
  expect(await nx.runPreTasksExecution()).toBe(envs);
  return Object.fromEntries(
    NAMES.filter((name) => name in process.env).map((name) => [name, process.env[name]]),
  );
}

describe('what plugins do to the environment of tasks', () => {
  afterEach(() => NAMES.forEach((name) => delete process.env[name]));

  test('a variable that is deleted is not there', async () => {
    expect(await after([{ ONE: '1', TWO: undefined }], { TWO: 'old', THREE: 'stays' })).toEqual({
      ONE: '1',
      THREE: 'stays',
    });
  });

  test('the last plugin wins, also if it deletes what another one has set', async () => {
    expect(
      await after(
        [
          { ONE: 'first', TWO: undefined },
          { ONE: undefined, TWO: 'second' },
        ],
        {},
      ),
    ).toEqual({
      TWO: 'second',
    });
  });

  test('an nx that returns nothing, and hooks that are not ours, are left alone', async () => {
    const nx = { runPreTasksExecution: (): Promise<unknown> => Promise.resolve(undefined) };
    replaceTaskHooks(nx);
    expect(await nx.runPreTasksExecution()).toBeUndefined();
    nx.runPreTasksExecution = () => Promise.resolve([undefined, { ONE: '1' }]);
    replaceTaskHooks(nx);
    await nx.runPreTasksExecution();
    expect(process.env['ONE']).toBe('1');
  });
});
