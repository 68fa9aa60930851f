import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { launchFixture } from '../support/launch-fixture';
import { childrenOf } from '../support/processes';
import { connectTo, startEntry } from '../support/start-entry';

const OTHER_UID = 65_534;
const TOKEN_BYTES = 32;

describe('the secret of a connection', () => {
  it('B05 stands in no argument and no environment variable of any process', async () => {
    const made: Buffer[] = [];
    const { randomBytes } = crypto;
    const spy = jest.spyOn(crypto, 'randomBytes').mockImplementation((size: number) => {
      const bytes = randomBytes(size);
      if (size === TOKEN_BYTES) made.push(bytes);
      return bytes;
    });
    const { worker } = await launchFixture('every-hook');
    spy.mockRestore();
    expect(made).toHaveLength(1);
    const shown = [process.pid, ...childrenOf(process.pid)].flatMap((pid) => [
      readFileSync(`/proc/${pid}/cmdline`, 'latin1'),
      readFileSync(`/proc/${pid}/environ`, 'latin1'),
    ]);
    expect(childrenOf(process.pid)).toContain(worker.pid);
    for (const encoding of ['hex', 'base64', 'latin1'] as const) {
      expect(shown.filter((text) => text.includes(made[0].toString(encoding)))).toEqual([]);
    }
    await worker.stop();
  });
});

/** What a process of another user gets when it connects. */
async function connectAsOther(address: string): Promise<string> {
  const script = `require('node:net').connect(${JSON.stringify(address)})
    .on('connect', () => { console.log('connected'); process.exit(); }).on('error', (error) => console.log(error.code))`;
  const child = spawn(process.execPath, ['-e', script], {
    uid: OTHER_UID,
    gid: OTHER_UID,
    cwd: '/',
    env: {},
  });
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  return answer.trim();
}

const isRoot = userInfo().uid === 0;
const skipped = isRoot ? '' : ' (skipped: only root can start a process of another user)';
(isRoot ? describe : describe.skip)(`another user${skipped}`, () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'other-user-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['its directory', 0o700],
    ['its own mode, were the directory open', 0o777],
  ])('B05 can not connect to the socket, because of %s', async (_why, mode) => {
    chmodSync(directory, mode);
    const address = join(directory, `${mode}.sock`);
    const { stop } = await startEntry(address);
    expect(await connectAsOther(address)).toBe('EACCES');
    (await connectTo(address)).destroy();
    await stop();
  });

  it('B05 could connect where nothing refused it: the test sees it', async () => {
    chmodSync(directory, 0o777);
    const address = join(directory, 'open.sock');
    const { stop } = await startEntry(address);
    chmodSync(address, 0o666);
    expect(await connectAsOther(address)).toBe('connected');
    await stop();
  });
});
