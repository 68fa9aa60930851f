import { PartSender } from '../../src/launch/part-sender';
import type { Connection } from '../../src/protocol/connection';
import type { CreateDependenciesContext } from '../../src/index';

const contextWith = (roots: Record<string, string>) =>
  ({
    workspaceRoot: '/ws',
    projects: Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, { root }])),
  }) as unknown as CreateDependenciesContext;

test('only parts are sent that the worker does not have, each as one line', () => {
  const sent: string[][] = [];
  const send = (_method: string, _params: object, _answered: unknown, before: () => Buffer) =>
    sent.push(before().toString().split('\n').slice(0, -1));
  const connection = { send } as unknown as Connection;
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
    sender.send(connection, 'createDependencies', params, {
      resolve: () => undefined,
      reject: () => undefined,
    });
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
