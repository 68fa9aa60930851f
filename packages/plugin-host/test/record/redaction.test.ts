import { hasKnownSecret, LEFT_OUT, Redaction } from '../../src/record/redaction';

const redaction = () =>
  new Redaction({
    NPM_TOKEN: 'value-of-the-token',
    NPM_TOKEN_OLD: 'value-of-the-token-before',
    HOME: '/home/someone',
    PASSWORD: 'short',
    EMPTY_SECRET: '',
  });

test('the values of variables that are named as secrets are left out wherever they occur', () => {
  const leaving = redaction();
  expect(leaving.text('curl -H value-of-the-token-before/value-of-the-token /home/someone short')).toBe(
    `curl -H ${LEFT_OUT}/${LEFT_OUT} /home/someone short`,
  );
  expect([...leaving.counts.keys()]).toEqual(['the value of $NPM_TOKEN_OLD', 'the value of $NPM_TOKEN']);
});

test('so are the values of keys that are named so, in any depth; what is no text stays', () => {
  const leaving = redaction();
  const value = {
    nxCloudAccessToken: 'x',
    list: [{ apiKey: 'y', key: 'kept' }],
    secrets: { inner: 'kept', password: '' },
    maxTokens: 5,
  };
  expect(leaving.value(value)).toEqual({
    ...value,
    nxCloudAccessToken: LEFT_OUT,
    list: [{ apiKey: LEFT_OUT, key: 'kept' }],
  });
  expect([...leaving.counts]).toEqual([
    ['the value of "nxCloudAccessToken"', 1],
    ['the value of "apiKey"', 1],
  ]);
});

test('to leave something out twice changes nothing', () => {
  const once = redaction().value({ token: 'x', text: 'value-of-the-token' });
  const again = redaction();
  expect(again.value(once)).toEqual(once);
  expect(again.counts.size).toBe(0);
});

test('in the content of a file too, if that is no code', () => {
  const leaving = redaction();
  const json = '{ "nxCloudAccessToken": "abc", "tokens": { "a": 1 }, "name": "x" }\n';
  expect(leaving.content(json, 'nx.json')).toBe(json.replace('abc', LEFT_OUT));
  const yaml = 'password: abc\nuser: me\napi_key = "d e"\n';
  expect(leaving.content(yaml, 'a.yaml')).toBe(yaml.replace('abc', LEFT_OUT).replace('d e', LEFT_OUT));
  const code = "const token = 'abc';\n";
  expect(leaving.content(code, 'a.ts')).toBe(code);
  expect(leaving.content('value-of-the-token', 'a.ts')).toBe(LEFT_OUT);
});

test.each([
  `ghp_${'a'.repeat(36)}`,
  `npm_${'B1'.repeat(18)}`,
  'AKIAABCDEFGHIJKLMNOP',
  '-----BEGIN RSA PRIVATE KEY-----',
  '//registry.example/:_authToken=abc',
  'https://me:pass@example.com/x',
])('%s is a secret wherever it occurs', (secret) => {
  expect(hasKnownSecret(`a ${secret} b`)).toBe(true);
  expect(redaction().text(`a ${secret} b`)).toMatch(/^a .*<left out>.* b$/);
});

test.each([
  'npm_config_user_agent',
  'git@github.com:me/x.git',
  'http://localhost:3000/a@b',
  'sk-ip',
  'a: b@c',
])('%s is none', (text) => expect(hasKnownSecret(text)).toBe(false));
