import { planManifest, planManifestRemoval } from '../../src/setup/manifest-changes';

const OURS = '"@plugin-isolation/plugin-host": "^1.2.3"';

/** Texts in the ways in which people and tools write them, and what init makes of them. */
const texts: [title: string, before: string, after: string][] = [
  [
    'names in order, and an empty block',
    '{\n  "scripts": {},\n  "private": true,\n  "devDependencies": {\n    "@nx/js": "1",\n    "nx": "1"\n  }\n}\n',
    `{\n  "scripts": {\n    "nx": "plugin-host nx"\n  },\n  "private": true,\n  "devDependencies": {\n    "@nx/js": "1",\n    ${OURS},\n    "nx": "1"\n  }\n}\n`,
  ],
  [
    'the first name, and the last script',
    '{\n  "scripts": {\n    "build": "x"\n  },\n  "devDependencies": {\n    "nx": "1"\n  },\n  "version": "1"\n}',
    `{\n  "scripts": {\n    "build": "x",\n    "nx": "plugin-host nx"\n  },\n  "devDependencies": {\n    ${OURS},\n    "nx": "1"\n  },\n  "version": "1"\n}`,
  ],
  [
    'names in no order: the last one',
    '{\n    "devDependencies": {\n        "nx": "1",\n        "jest": "1"\n    },\n    "scripts": { "a": "b" }\n}\n',
    `{\n    "devDependencies": {\n        "nx": "1",\n        "jest": "1",\n        ${OURS}\n    },\n    "scripts": { "a": "b", "nx": "plugin-host nx" }\n}\n`,
  ],
  [
    'tabs, CRLF and no blocks',
    '{\r\n\t"name": "a"\r\n}\r\n',
    `{\r\n\t"name": "a",\r\n\t"devDependencies": {\r\n\t\t${OURS}\r\n\t},\r\n\t"scripts": {\r\n\t\t"nx": "plugin-host nx"\r\n\t}\r\n}\r\n`,
  ],
  [
    'one line',
    '{ "name": "a" }',
    `{ "name": "a", "devDependencies": { ${OURS} }, "scripts": { "nx": "plugin-host nx" } }`,
  ],
  [
    'no spaces',
    '{"name":"a"}',
    `{"name":"a","devDependencies":{${OURS.replace(' ', '')}},"scripts":{"nx":"plugin-host nx"}}`,
  ],
  [
    'nothing',
    '{}',
    `{\n  "devDependencies": {\n    ${OURS}\n  },\n  "scripts": {\n    "nx": "plugin-host nx"\n  }\n}`,
  ],
];

describe.each(texts)('a package.json with %s', (_, before, after) => {
  test('gets both entries, laid out as the rest', () => {
    const { text, changes } = planManifest(before, '1.2.3');
    expect(text).toBe(after);
    expect(changes).toEqual([
      { file: 'package.json', sign: '+', block: 'devDependencies', text: OURS },
      { file: 'package.json', sign: '+', block: 'scripts', text: '"nx": "plugin-host nx"' },
    ]);
  });

  test('stays as it is the second time', () => {
    expect(planManifest(after, '2.0.0')).toEqual({ text: after, changes: [], notes: [] });
  });

  test('is what it was after the removal', () => {
    const { text, changes } = planManifestRemoval(after);
    expect(text).toBe(before);
    expect(changes.map(({ sign }) => sign)).toEqual(['-', '-']);
    expect(planManifestRemoval(before)).toEqual({ text: before, changes: [], notes: [] });
  });
});

test('another script "nx" stays, and a sentence says so', () => {
  const before = `{"scripts":{"nx":"nx"},"devDependencies":{${OURS}}}`;
  const { text, changes, notes } = planManifest(before, '1.2.3');
  expect({ text, changes }).toEqual({ text: before, changes: [] });
  expect(notes).toEqual([
    expect.stringMatching(/another script "nx" already: "nx". It stays.*npx plugin-host nx/),
  ]);
  expect(planManifestRemoval(before).text).toBe('{"scripts":{"nx":"nx"}}');
});

test.each([
  ['devDependencies', 'file:../plugin-host.tgz'],
  ['devDependencies', 'workspace:*'],
  ['dependencies', '^1.0.0'],
])('what somebody else has put into %s stays: %s', (block, version) => {
  const before = JSON.stringify({
    scripts: { nx: 'nx' },
    [block]: { '@plugin-isolation/plugin-host': version },
  });
  expect(planManifest(before, '1.2.3').text).toBe(before);
  const removal = planManifestRemoval(before);
  expect(removal.text).toBe(before);
  expect(removal.notes).toEqual([expect.stringContaining(`${JSON.stringify(version)} in ${block}`)]);
});
