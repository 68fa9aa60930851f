import { mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { createWorkspace } from '../support/create-workspace';
import { waitUntilGone } from '../support/processes';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

test('what a killed host has left is removed by the next command, also if that is of another root', async () => {
  using killed = createWorkspace();
  using other = createWorkspace();
  mkdirSync(other.path('sockets'));
  const env = { PLUGIN_ISOLATION_SOCKET_DIRECTORY: other.path('sockets') };
  const left = () => readdirSync(other.path('sockets', `plugin-isolation-${userInfo().uid}`));
  await using watch = new WatchProcess(killed.root, { env });
  const { pid } = await watch.next('watching');
  process.kill(pid, 'SIGKILL');
  await waitUntilGone([pid], 5000);
  await watch.ended;
  expect(left()).toContainEqual(expect.stringMatching(/\.host\.json$/));
  expect(left()).toContainEqual(expect.stringMatching(/\.sock$/));

  const { code, stderr } = await runCli(['status', '--root', other.root], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('No plugin host of');
  expect(left()).toEqual([]);
});
