import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createSocketAddress } from '../../src/socket/socket-address';

const OTHER_UID = 65_534;
const isRoot = userInfo().uid === 0;
const asRoot = isRoot ? it : it.skip;
const skipped = isRoot ? '' : ' (skipped: only root can give a directory to another user)';
const saved = { ...process.env };

describe('createSocketAddress', () => {
  let base: string;
  let ours: string;
  let warn: jest.SpyInstance;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'address-')));
    ours = join(base, `plugin-isolation-${userInfo().uid}`);
    process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] = base;
    warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(() => {
    process.env = { ...saved };
    jest.restoreAllMocks();
    rmSync(base, { recursive: true, force: true });
  });

  const refusal = () => {
    const result = createSocketAddress();
    if (result.address !== null) throw new Error(`${result.address} was given`);
    return result.reason;
  };
  const expectWarning = (sentence: string) => {
    refusal();
    expect(warn).toHaveBeenCalledTimes(1);
    const text = `${sentence}, so no socket is made there. Remove it, or set its owner and mode right.`;
    expect(warn).toHaveBeenCalledWith(text, { code: 'PLUGIN_ISOLATION_SOCKET_DIRECTORY' });
  };

  it('B05 makes a directory that nobody else may enter, and a new name in it each time', () => {
    const [one, two] = [createSocketAddress().address, createSocketAddress().address];
    expect(dirname(one!)).toBe(ours);
    expect(statSync(ours).mode & 0o777).toBe(0o700);
    expect(one).not.toBe(two);
    expect(warn).not.toHaveBeenCalled();
  });

  it('B05 refuses a planted symlink, also to a directory of ours, with a sentence', () => {
    mkdirSync(join(base, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(base, 'elsewhere'), ours);
    expect(refusal()).toBe(`${ours} is a symbolic link`);
    expectWarning(`${ours} is a symbolic link`);
  });

  asRoot(`B05 refuses a directory of another user with a sentence${skipped}`, () => {
    mkdirSync(ours, { mode: 0o700 });
    chownSync(ours, OTHER_UID, OTHER_UID);
    expectWarning(`${ours} belongs to another user (${OTHER_UID})`);
  });

  it.each([0o770, 0o707, 0o750, 0o701])('B05 refuses a directory of mode %o with a sentence', (mode) => {
    mkdirSync(ours);
    chmodSync(ours, mode);
    expectWarning(`${ours} is open to others (mode 0${mode.toString(8)})`);
  });

  it('B05 refuses what is no directory with a sentence', () => {
    writeFileSync(ours, '');
    expectWarning(`${ours} is no directory`);
  });

  it('B05 refuses a place where others could put another directory for ours', () => {
    const open = join(base, 'open');
    mkdirSync(join(open, 'below'), { recursive: true });
    chmodSync(open, 0o777);
    process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] = join(open, 'below');
    expect(refusal()).toBe(`${open} may be changed by others (mode 0777)`);
    chmodSync(open, 0o1777);
    expect(createSocketAddress().address).toContain(open);
  });

  asRoot(`B05 refuses a place below a directory of another user${skipped}`, () => {
    chownSync(base, OTHER_UID, OTHER_UID);
    expect(refusal()).toBe(`${base} belongs to another user (${OTHER_UID})`);
  });

  it('B05 resolves links on the way once, so that what is checked is what is used', () => {
    symlinkSync(base, join(base, 'link'));
    process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] = join(base, 'link');
    expect(dirname(createSocketAddress().address!)).toBe(ours);
  });

  it('B04 goes on to the next candidate where a path is longer than a socket may have, in bytes', () => {
    delete process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'];
    const long = join(base, '長い名前'.repeat(10), 'ディレクトリ'.repeat(4));
    mkdirSync(long, { recursive: true });
    Object.assign(process.env, { XDG_RUNTIME_DIR: long, TMPDIR: long });
    expect(Buffer.byteLength(long)).toBeGreaterThan(150);
    const { address } = createSocketAddress();
    expect(address).toContain(join(realpathSync('/tmp'), `plugin-isolation-${userInfo().uid}`));
    expect(Buffer.byteLength(address!)).toBeLessThanOrEqual(103);
  });

  it.each([
    ['/sys', isRoot ? 'EPERM' : 'EACCES'],
    ['/proc', 'ENOENT'],
    [__filename, 'ENOTDIR'],
  ])('B06 says why no directory can be made in %s', (only, code) => {
    process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] = only;
    expect(refusal()).toContain(code);
    expect(warn).not.toHaveBeenCalled();
  });

  it('B05 removes sockets of hosts that are gone, and no others', () => {
    mkdirSync(ours, { mode: 0o700 });
    const [, namespace] = /(\d+)/.exec(readlinkSync('/proc/self/ns/pid'))!;
    const here = Number(namespace).toString(36);
    const gone = spawnSync('true').pid;
    const names = {
      gone: `${gone}-${here}-00000000.sock`,
      reused: `${process.pid}-${here}-00000001.sock`,
      foreign: `${gone}-other-00000002.sock`,
    };
    for (const name of Object.values(names)) writeFileSync(join(ours, name), '');
    expect(createSocketAddress().address).not.toBeNull();
    const left = Object.values(names).map((name) => existsSync(join(ours, name)));
    expect(left).toEqual([false, true, true]);
  });
});
