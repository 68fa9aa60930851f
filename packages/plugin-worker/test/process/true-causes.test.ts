import { context, launchFixture, rejectionOf } from '../support/launch-fixture';

const plugin = './has-its-own-ways';

async function causeOf(WAY: string, WHEN: 'load' | 'hook', env: Record<string, string> = {}) {
  const launched = launchFixture('has-its-own-ways', { env: { WAY, WHEN, ...env } });
  if (WHEN === 'load') return rejectionOf(launched);
  const { worker } = await launched;
  return rejectionOf(worker.plugin.createNodes![1](['a'], context));
}

describe('what a plugin did itself is not put down to others', () => {
  it.each(['load', 'hook'] as const)('it aborts (%s): it crashed, and nobody killed it', async (when) => {
    const error = await causeOf('aborts', when);
    expect(error).toMatchObject({ code: 'WORKER_EXITED', reason: 'crash', signal: 'SIGABRT', plugin });
    expect(error.message).toMatch(
      /crashed with SIGABRT during \w+, after \d+ ms\. Look in its stderr\. process\.abort\(\)/,
    );
  });

  it.each(['load', 'hook'] as const)(
    'it destroys its sockets (%s): it closed its connection',
    async (when) => {
      const error = await causeOf('destroys its sockets', when);
      expect(error).toMatchObject({ name: 'WorkerStartError', code: 'WORKER_START_FAILED', plugin });
      expect(error.message).toMatch(
        /closed its connection to the host during \w+ and was ended\. Find out which code in the plugin/,
      );
    },
  );

  it.each(['load', 'hook'] as const)('it closes every descriptor (%s): that is named', async (when) => {
    const { message } = await causeOf('closes all descriptors', when);
    expect(message).toMatch(
      /a closed descriptor that node itself uses|closes descriptors or sockets that it did not open/,
    );
    expect(message).not.toContain('killed by');
  });

  it('it throws null while it loads: that is said', async () => {
    const error = await causeOf('throws null', 'load');
    expect(error).toMatchObject({ code: 'PLUGIN_LOAD_FAILED', cause: { thrown: null } });
    expect(error.message).toContain('could not be loaded: a value that is no Error was thrown: null.');
  });

  it('it needs a temporary file and TMPDIR is nowhere: the directory, and not the plugin, is to be put right', async () => {
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = '/proc/nowhere';
    const error = await causeOf('needs a temporary file', 'load').finally(() => {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
    });
    expect(error.message).toMatch(
      /mkdtemp '\/proc\/nowhere\/mine-XXXXXX'\. Make \/proc\/nowhere a directory that this user may write to, or name another one with TMPDIR\.$/,
    );
  });

  it.each([
    ['has a number as its name', '42', 'is 42: it is called "42".'],
    ['has a function as its name', plugin, `is a value of type function: it is called "${plugin}".`],
  ])('it %s: it serves, as in Nx, and a note says so', async (WAY, name, note) => {
    const { worker } = await launchFixture('has-its-own-ways', { env: { WAY, WHEN: 'load' } });
    expect(worker).toMatchObject({ name, note: `Its export "name" must be a string, but ${note}` });
    expect(await worker.plugin.createNodes![1](['a'], context)).toEqual([[name, 'a', {}]]);
    await worker.stop();
  });
});
