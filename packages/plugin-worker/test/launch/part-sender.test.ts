import { PartSender } from '../../src/launch/part-sender';
import type { Connection } from '../../src/protocol/connection';
import type { CreateDependenciesContext } from '../../src/index';

const contextWith = (roots: Record<string, string>) =>
  ({
    workspaceRoot: '/ws',
    projects: Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, { root }])),
  }) as unknown as CreateDependenciesContext;

test('only parts are sent that the worker does not have, each as one line', async () => {
  const sent: string[][] = [];
  const request = (_method: string, _params: object, _signal: unknown, before: () => Buffer) => {
    sent.push(before().toString().split('\n').slice(0, -1));
    return Promise.resolve([]);
  };
  const connection = { request } as unknown as Connection;
  const sender = new PartSender();
  const calls: Record<string, string>[] = [
    { a: '1', b: '2' },
    { a: '1', b: '2' },
    { a: '1', b: '3' },
    { c: '1' },
    { a: '2' },
  ];
  for (const roots of calls) {
    const params = { context: contextWith(roots) };
    await sender.call(connection, 'createDependencies', params, new AbortController().signal);
  }
  const valuesOf = (line: string) => /"value":(\{"root".*)\}\}$/.exec(line)?.slice(1) ?? [];
  expect(sent.map((lines) => lines.flatMap(valuesOf))).toEqual([
    ['{"root":"1"}', '{"root":"2"}'],
    [],
    ['{"root":"3"}'],
    [],
    ['{"root":"2"}'],
  ]);
  // The second call is as the first. In the others, which projects there are is a part, too.
  expect(sent.map((lines) => lines.length)).toEqual([3, 0, 2, 1, 2]);
});
