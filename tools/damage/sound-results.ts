/** A valid result of each hook, with every field that Nx looks at, and a valid file for core plugins. */
export const SOUND = {
  createNodes: [
    [
      'libs/a/component.json',
      { projects: { 'libs/a': project('a') }, externalNodes: { 'npm:x@1': externalNode('x', '1') } },
    ],
    ['libs/b/component.json', { projects: { 'libs/b': project('b'), 'libs/b/inner': project('inner') } }],
  ],
  createDependencies: [
    { source: 'a', target: 'b', type: 'static', sourceFile: 'libs/a/component.json' },
    { source: 'b', target: 'a', type: 'implicit' },
    { source: 'a', target: 'npm:x@1', type: 'dynamic', sourceFile: 'libs/a/component.json' },
  ],
  createMetadata: {
    a: { metadata: { description: 'one', technologies: ['x'], targetGroups: { all: ['build'] } } },
    b: { metadata: { js: { packageName: 'b' } } },
  },
  'project.json': project('c'),
  'package.json': {
    name: 'd',
    version: '1.0.0',
    dependencies: { c: '1.0.0' },
    scripts: { build: 'true' },
    nx: { tags: ['t'], targets: { build: { dependsOn: ['^build'] } }, includedScripts: ['build'] },
  },
};

export type Damaged = keyof typeof SOUND;

function project(name: string) {
  return {
    name,
    sourceRoot: `libs/${name}/src`,
    projectType: 'library',
    tags: ['scope:x', 'type:y'],
    implicitDependencies: name === 'b' ? ['a'] : ['!a'],
    generators: { '@acme/x:lib': { style: 'css' } },
    namedInputs: { production: ['default', '!{projectRoot}/test/**', { env: 'CI' }] },
    metadata: { description: name, technologies: ['x'], targetGroups: { all: ['build'] } },
    targets: { build: target(), 'build-*': { cache: true }, test: { command: 'true' } },
  };
}

function target() {
  return {
    executor: 'nx:run-commands',
    options: { command: 'true', cwd: '{projectRoot}', list: ['a'] },
    configurations: { production: { command: 'true --prod' } },
    defaultConfiguration: 'production',
    dependsOn: ['^build', { target: 'test', projects: ['a'], params: 'ignore' }],
    inputs: ['production', '^production', { externalDependencies: ['x'] }, { runtime: 'node -v' }],
    outputs: ['{workspaceRoot}/dist/{projectRoot}', '{options.list}'],
    metadata: {
      description: 'builds',
      technologies: ['x'],
      help: { command: 'x', example: { options: {} } },
    },
    syncGenerators: ['@acme/x:sync'],
    cache: true,
    parallelism: false,
    continuous: false,
  };
}

function externalNode(name: string, version: string) {
  return { type: 'npm', name: `npm:${name}@${version}`, data: { version, packageName: name, hash: 'h' } };
}
