import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testPlugin } from '@plugin-isolation/plugin-worker/testing';

let plugin;
before(async () => {
  const root = import.meta.dirname;
  plugin = await testPlugin({ plugin: '../src/plugin.ts', root, options: { targetName: 'docker' } });
});
after(() => plugin.stop());

test('each Dockerfile makes a project', async () => {
  const { projects, errors, logs, trace } = await plugin.infer({
    'apps/shop/Dockerfile': 'FROM node:22\n',
    'apps/shop/README.md': 'Not read.\n',
  });
  assert.deepEqual(projects, {
    'apps/shop': {
      targets: {
        docker: { command: 'docker build --tag apps-shop .', options: { cwd: 'apps/shop' }, cache: true },
      },
      tags: ['base:node'],
    },
  });
  assert.deepEqual(errors, []);
  assert.deepEqual(logs.stdout, ['apps/shop/Dockerfile builds on node']);
  assert.deepEqual(trace.read, ['apps/shop/Dockerfile']);
});

test('a broken Dockerfile costs its own project only', async () => {
  const { nodes, errors } = await plugin.infer({ 'a/Dockerfile': '', 'b/Dockerfile': 'FROM alpine\n' });
  assert.deepEqual(Object.keys(nodes), ['b/Dockerfile']);
  assert.deepEqual(errors, [
    { file: 'a/Dockerfile', name: 'Error', message: 'a/Dockerfile has no FROM line.' },
  ]);
});
