import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLeftovers, removeLeftovers } from '../../src/discovery/leftovers';
import { removeRecord } from '../../src/discovery/record-file';

/** Of a process that has ended. */
const goneId = spawnSync(process.execPath, ['-e', '']).pid;
const container = (() => {
  try {
    return Number(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))![0]).toString(36);
  } catch {
    return '0';
  }
})();
const digits = (digit: string) => digit.repeat(32);

describe('leftovers of hosts', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'leftovers-'))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const path = (name: string) => join(directory, name);
  const socket = (pid: number, namespace = container) => `${pid}-${namespace}-0123abcd.sock`;
  const record = (name: string, pid: number, namespace?: string) =>
    writeFileSync(path(name), JSON.stringify({ pid, token: name, address: path(socket(pid, namespace)) }));

  test('those of any root go; those of living processes, of other containers and of nobody known stay', () => {
    record(`${digits('a')}.host.json`, goneId);
    writeFileSync(path(socket(goneId)), '');
    const staying = [
      `${digits('b')}.host.json`,
      `${digits('c')}.host.json`,
      `${digits('d')}.host.json`,
      `${digits('e')}.host.json.${goneId}`,
      `${digits('f')}.host.json.${process.pid}`,
      socket(process.pid),
      socket(goneId, 'elsewhere'),
      'notes.txt',
    ];
    record(staying[0], process.pid);
    record(staying[1], goneId, 'elsewhere');
    for (const name of staying.slice(2)) writeFileSync(path(name), 'null');
    const abandoned = `${digits('0')}.host.json.${goneId}`;
    for (const name of [abandoned, staying[4]]) {
      writeFileSync(path(name), '');
      utimesSync(path(name), 0, 0);
    }
    const { sockets, records, unfinished } = findLeftovers(directory);
    expect({ sockets, records: records.map(({ file }) => file), unfinished }).toEqual({
      sockets: [path(socket(goneId))],
      records: [path(`${digits('a')}.host.json`)],
      unfinished: [path(abandoned)],
    });
    removeLeftovers(directory);
    expect(readdirSync(directory).sort()).toEqual([...staying].sort());
  });

  test('a record that another host has written meanwhile stays', () => {
    const name = `${digits('a')}.host.json`;
    record(name, process.pid);
    removeRecord(path(name), { token: 'of the one before' });
    expect(readdirSync(directory)).toEqual([name]);
    removeRecord(path(name), { token: name });
    expect(readdirSync(directory)).toEqual([]);
  });

  test('a directory that is not there has none', () => {
    expect(findLeftovers(path('nowhere'))).toEqual({ sockets: [], records: [], unfinished: [] });
  });
});
