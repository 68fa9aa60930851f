import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeMismatch, withDotenv, type Identity } from '../../src/discovery/host-identity';
import { differingVariables, digestEnvironment } from '../../src/discovery/relevant-environment';

const nx = { directory: dirname(require.resolve('nx/package.json')), version: '23.2.1' };
const identityWith = (env: NodeJS.ProcessEnv): Identity => ({
  ...{ version: '1.0.0', build: '/dist', node: 'v20.20.0', nx },
  environment: digestEnvironment(env),
});

describe('a served host and a client whose environment has variables of dotenv files', () => {
  let root: string;
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'host-identity-')));
    writeFileSync(join(root, '.env'), 'PLACE=here\nPATH_OF_IT=$HOME/$PLACE\n');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function mismatch(hostEnv: NodeJS.ProcessEnv, env: NodeJS.ProcessEnv): string {
    const [host, client] = withDotenv(root, { host: identityWith(hostEnv), client: identityWith(env), env });
    expect(describeMismatch(host, client)).toBeUndefined();
    return differingVariables(host.environment, client.environment).join();
  }

  const HOST = { HOME: '/home' };
  const IN_TASK = { ...HOST, PLACE: 'here', PATH_OF_IT: '/home/here' };
  test.each([
    ['a client in a task of nx', HOST, IN_TASK],
    ['a client beside the host', HOST, HOST],
    ['a host that is started in a task', IN_TASK, HOST],
  ])('answers %s', (_, host, client) => expect(mismatch(host, client)).toBe(''));

  test.each([
    ['has another value', { ...HOST, PLACE: 'there' }, 'PLACE'],
    ['has a variable that no file of the root has', { ...IN_TASK, OF_TASK: '1' }, 'OF_TASK'],
  ])('is refused to a client that %s', (_, client, name) => expect(mismatch(HOST, client)).toBe(name));
});
