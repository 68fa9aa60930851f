import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';

/** The sample lines of docs/protocol.md: one of each method and answer. */
export function readSampleLines(): Buffer[] {
  const page = readFileSync(join(repositoryRoot, 'docs/protocol.md'), 'utf8');
  const lines = page.split('\n').filter((line) => line.startsWith('{'));
  if (lines.length === 0) throw new Error('docs/protocol.md shows no sample lines');
  return lines.map((line) => Buffer.from(line));
}

/** Bytes that a careless reader trips over. */
export const HOSTILE_BYTES: readonly Buffer[] = [
  ...[
    '\n',
    '\r\n',
    '\0',
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\u0000',
    '\\ud800',
    '\u2028',
    '🚀',
    '日本',
  ],
  ...[
    '"__proto__":{"polluted":1},',
    '"constructor":{"prototype":{"polluted":1}},',
    '"jsonrpc":"2.0",',
    '"id":1,',
  ],
  ...[
    '"id":null,',
    '"method":"$/cancelRequest",',
    '"params":null,',
    '"result":1,',
    '"error":{},',
    '1e999',
    '-0',
    'NaN',
  ],
].map((text) => Buffer.from(text));

export const BROKEN_UTF8 = Buffer.from([0xc0, 0x80, 0xed, 0xa0, 0x80, 0xff, 0xfe, 0xf4, 0x90, 0x80, 0x80]);

/** Values to put in the place of another, as JSON. */
export const HOSTILE_VALUES: readonly string[] = [
  ...[
    'null',
    'true',
    '-1',
    '0',
    '1',
    '2',
    '1e308',
    '9007199254740991',
    '""',
    '"x"',
    '[]',
    '[[]]',
    '["a"]',
    '{}',
  ],
  ...[
    '"__proto__"',
    '"constructor"',
    '"then"',
    '"uncaughtException"',
    '"plugin"',
    '"module"',
    '"/proc/self/mem"',
  ],
  '{"length":-1}',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '{"name":"E","message":"m","cause":{"name":"E","message":"m"},"errors":[],"fields":{"$error":{}}}',
  '{"name":"E","message":"m","fields":{"a":{"$error":{"name":"E","message":"m"}},"stack":1,"name":2}}',
];
