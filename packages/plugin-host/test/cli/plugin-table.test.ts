import pc from 'picocolors';
import { coreRows, pluginRows } from '../../src/cli/plugin-rows';
import { formatPlugins } from '../../src/cli/plugin-table';
import type { HookTiming } from '../../src/hooks/layers/timed';

const root = '/ws';
const entries = [
  { plugin: '@nx/vitest', index: 0, exclude: ['integration/**'] },
  { plugin: '@nx/vitest', index: 1, include: ['integration/**'] },
  { plugin: './tools/team-plugin/src/index.ts', index: 2 },
  { plugin: 'broken', index: 3 },
];

function hook(
  index: number | undefined,
  name: string,
  startMs: number,
  elapsedMs: number,
  more = {},
): HookTiming {
  const plugin = index === undefined ? 'nx/core/project-json' : entries[index].plugin;
  return { plugin, ...(index !== undefined && { index }), hook: name, startMs, elapsedMs, ...more };
}

const timings = {
  startedAt: 0,
  totalMs: 2000,
  hooks: [
    hook(0, 'createNodes', 0, 20, { files: 7, isReused: true }),
    // Its worker is loaded within the hook.
    hook(2, 'createNodes', 100, 1200, {
      files: 200,
      reason: 'looked at /ws/libs/a/team.json, which has changed',
    }),
    hook(2, 'createDependencies', 1300, 300, { reason: 'has run an earlier hook' }),
    hook(1, 'createNodes', 0, 400, { files: 3, reason: 'has no result that was kept' }),
    hook(1, 'createMetadata', 500, 10, { isReused: true }),
    hook(undefined, 'createNodes', 0, 90, { files: 201 }),
  ],
  loads: [{ plugin: './tools/team-plugin/src/index.ts', index: 2, startMs: 110, elapsedMs: 900 }],
};
const errors = [
  { plugin: 'broken', hook: 'load', code: 'X', message: 'x', error: { name: 'Error', message: 'x' } },
];
const rows = pluginRows({ root, entries, timings, errors });

function shown(columns?: number): string {
  return formatPlugins(rows, coreRows(timings, false), { columns, colors: pc.createColors(false) });
}

test('one row per entry, the slowest first and marked; nx apart', () => {
  expect(shown()).toBe(
    `  plugin                                time    load  createNodes  dependencies  metadata  files  reused, or why not
▸ ./tools/team-plugin/src/index.ts    1.50 s  900 ms       300 ms        300 ms              200  libs/a/team.json has changed
  @nx/vitest #2 (integration/**)      410 ms               400 ms                  reused      3  nothing kept
  @nx/vitest #1 (not integration/**)   20 ms                                                   7  reused
  broken                                0 ms                                                      failed
  nx itself (1 plugin)                 90 ms                90 ms                            201
`,
  );
});

test.each([120, 100, 80, 60, 50, 40])(
  'in %i columns no line is wider, and columns go before words',
  (columns) => {
    const lines = shown(columns).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(columns);
      expect(line).toMatch(/ (\d+ ms|\d\.\d\d s|time)/);
    }
    expect(lines[2]).toContain('@nx/vitest #2');
    if (columns >= 50) expect(lines[1]).toMatch(/has changed$|…$/);
  },
);
