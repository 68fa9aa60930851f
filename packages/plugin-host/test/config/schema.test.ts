import type { Capabilities } from '@plugin-isolation/plugin-worker';
import * as schema from '../../plugin-host.schema.json';
import type { HostSettings } from '../../src/config/host-settings';
import { resolveSettings } from '../../src/config/resolve-settings';

const { definitions } = schema;

/** What the validator reads of a schema, and what is there for editors alone. */
const KEYWORDS = [
  'type',
  'properties',
  'additionalProperties',
  'items',
  'enum',
  'minimum',
  '$ref',
  'definitions',
];
const NOTES = ['$schema', 'title', 'description', 'default'];

function keywordsOf(node: object): string[] {
  return Object.entries(node).flatMap(([keyword, value]) => [
    keyword,
    ...below(keyword, value).flatMap(keywordsOf),
  ]);
}

/** The schemas that stand below a keyword. */
function below(keyword: string, value: unknown): object[] {
  if (keyword === 'properties' || keyword === 'definitions')
    return Object.values(value as Record<string, object>);
  const isSchema = keyword === 'items' || (keyword === 'additionalProperties' && value !== false);
  return isSchema ? [value as object] : [];
}

// Types that fail to compile where a setting or hook is missing here.
const SETTINGS: Record<keyof HostSettings, true> = {
  timeouts: true,
  lastGoodResults: true,
  loaders: true,
  stopAfterUse: true,
  reuse: true,
  memoryMiB: true,
  totalMemoryMiB: true,
  plugins: true,
};
const OF_ALL = ['plugins', 'totalMemoryMiB'];
const HOOKS: Record<keyof Capabilities, true> = {
  createNodes: true,
  createDependencies: true,
  createMetadata: true,
  preTasksExecution: true,
  postTasksExecution: true,
};

describe('plugin-host.schema.json', () => {
  test('uses only keywords that the validator knows', () => {
    const whole = JSON.parse(JSON.stringify(schema)) as { default?: object };
    expect(
      [...new Set(keywordsOf(whole.default ?? whole))].filter(
        (each) => ![...KEYWORDS, ...NOTES].includes(each),
      ),
    ).toEqual([]);
  });

  test('has every setting and hook that the code knows, and no other', () => {
    expect(Object.keys(schema.properties)).toEqual(['$schema', ...Object.keys(SETTINGS)]);
    expect(Object.keys(definitions.plugin.properties)).toEqual(
      Object.keys(SETTINGS).filter((setting) => !OF_ALL.includes(setting)),
    );
    expect(Object.keys(definitions.timeouts.properties.hooks.properties)).toEqual(Object.keys(HOOKS));
  });

  test('tells the defaults', () => {
    expect(definitions.lastGoodResults.default).toBe(resolveSettings({}, {}).ofPlugin('a').lastGoodResults);
    expect(definitions.stopAfterUse.default).toBe(resolveSettings({}, {}).ofPlugin('a').stopAfterUse);
    expect(definitions.milliseconds.default).toBe(10 * 60 * 1000);
  });
});
