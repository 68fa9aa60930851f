const { testPlugin } = require('@plugin-isolation/plugin-worker/testing');

let plugin;
beforeAll(async () => {
  plugin = await testPlugin({
    plugin: '../src/plugin.ts',
    root: __dirname,
    options: { targetName: 'docker' },
  });
});
afterAll(() => plugin.stop());

test('each Dockerfile makes a project', async () => {
  const { projects, errors, logs, trace } = await plugin.infer({
    'apps/shop/Dockerfile': 'FROM node:22\n',
    'apps/shop/README.md': 'Not read.\n',
  });
  expect(projects).toEqual({
    'apps/shop': {
      targets: {
        docker: { command: 'docker build --tag apps-shop .', options: { cwd: 'apps/shop' }, cache: true },
      },
      tags: ['base:node'],
    },
  });
  expect(errors).toEqual([]);
  expect(logs.stdout).toEqual(['apps/shop/Dockerfile builds on node']);
  expect(trace.read).toEqual(['apps/shop/Dockerfile']);
});

test('a broken Dockerfile costs its own project only', async () => {
  const { nodes, errors } = await plugin.infer({ 'a/Dockerfile': '', 'b/Dockerfile': 'FROM alpine\n' });
  expect(Object.keys(nodes)).toEqual(['b/Dockerfile']);
  expect(errors).toEqual([
    { file: 'a/Dockerfile', name: 'Error', message: 'a/Dockerfile has no FROM line.' },
  ]);
});
