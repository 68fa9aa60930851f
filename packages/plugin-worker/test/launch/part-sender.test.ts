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
  const request = (_method: string, _params: object, _signal: unknown, before: () => Buffer[]) => {
    sent.push(before().map((line) => line.toString()));
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
  const values = sent.map((lines) => lines.map((line) => /"value":(.*)\}\}\n$/.exec(line)?.[1]));
  expect(values).toEqual([['{"root":"1"}', '{"root":"2"}'], [], ['{"root":"3"}'], [], ['{"root":"2"}']]);
});
