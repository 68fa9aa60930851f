import { needsOwnStdout } from '../../src/cli/own-stdout';

describe('a process of its own for stdout', () => {
  test.each([
    'graph --json',
    'nodes ./plugin.ts a.json --json',
    'plugins --json',
    'watch --json --verbose',
    'graph --json --file /tmp/graph.json',
  ])('is needed for %s', (words) => expect(needsOwnStdout(words.split(' '))).toBe(true));

  test.each([
    'graph',
    'graph --json --help',
    'watch -h --json',
    'status --json',
    'stop --json',
    'exec --json -- nx show projects',
    '--json graph',
    'graph --json --file=/dev/fd/63',
  ])('is not needed for %s', (words) => expect(needsOwnStdout(words.split(' '))).toBe(false));
});
