import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readForRecord } from '../../src/record/recorded-contents';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'contents-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function read(path: string, content: string | Buffer = 'text', isIndexed = true) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  return readForRecord(path, { root, isIndexed: () => isIndexed, redact: (text) => text });
}

test.each(['project.json', 'libs/a/keyboard.ts', 'libs/env/index.ts', 'src/environment.ts', 'a/id.json'])(
  '%s is in a record',
  (path) => expect(read(path)).toEqual({ text: 'text' }),
);

test.each([
  '.env',
  'apps/a/.env.production',
  'prod.env',
  '.npmrc',
  'apps/.yarnrc.yml',
  '.netrc',
  'keys/id_rsa',
  'server.KEY',
  'a/cert.pem',
  'client_secret.json',
  'aws-credentials.txt',
  '.aws/config',
  'service-account-dev.json',
  'infra/prod.tfvars',
])('%s is not: by its name, it may hold credentials', (path) => {
  expect(read(path)).toMatch(/credentials/);
});

test('nor is what Nx ignores, what is too large, what looks like a secret, and what leads out', () => {
  expect(read('a.json', 'x', false)).toMatch(/ignored/);
  expect(read('b.json', 'x'.repeat(2 * 1024 ** 2 + 1))).toMatch(/2 MiB/);
  expect(read('c.json', `"ghp_${'x'.repeat(36)}"`)).toMatch(/secret/);
  symlinkSync(__filename, join(root, 'd.json'));
  const rules = { root, isIndexed: () => true, redact: (text: string) => text };
  expect(readForRecord('d.json', rules)).toMatch(/leads out/);
  expect(readForRecord('e.json', rules)).toMatch(/not there/);
});

test('bytes that are no text are there in base64', () => {
  expect(read('a.bin', Buffer.from([0xff, 0xfe, 1]))).toEqual({ base64: '//4B' });
});
