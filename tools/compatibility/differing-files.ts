import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, type FileTree } from '../workspace-generator/file-tree';

interface NxJson {
  plugins: unknown[];
  targetDefaults: Record<string, unknown>;
}

/** What majors of Nx treat differently: the meanings of `createNodes`, and which defaults reach which target. */
export function differingFiles(root: string, major: number): FileTree {
  const plugin = (name: string) => readFileSync(join(__dirname, 'fixtures', `${name}.js`), 'utf8');
  const nxJson = JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')) as NxJson;
  return {
    'plugins/both-meanings.js': plugin('both-meanings'),
    'plugins/one-meaning.js': plugin('one-meaning'),
    ...(major < 23 && { 'tsconfig.base.json': withBaseUrl(root) }),
    'apps/site/project.json': json(site),
    'apps/site/package.json': json(sitePackage),
    'apps/site/team.json': json({ team: 'site', layer: 'feature', tests: null }),
    'nx.json': json({
      ...nxJson,
      plugins: [...nxJson.plugins, ...meanings(major)],
      targetDefaults: { ...nxJson.targetDefaults, ...targetDefaults },
    }),
  };
}

/** Which swc, as Nx up to 22 registers it, needs where there are `paths`. */
function withBaseUrl(root: string): string {
  const tsconfig = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')) as {
    compilerOptions: object;
  };
  return json({ ...tsconfig, compilerOptions: { baseUrl: '.', ...tsconfig.compilerOptions } });
}

/** Nx 21 does not load a plugin that has a lone `createNodes`. */
function meanings(major: number): unknown[] {
  const oneMeaning = { plugin: './plugins/one-meaning.js', options: { says: 'called with' } };
  const bothMeanings = { plugin: './plugins/both-meanings.js', exclude: ['apps/**'] };
  return major === 21 ? [bothMeanings] : [oneMeaning, bothMeanings];
}

const targetDefaults = {
  'nx:run-commands': { inputs: ['production'], options: { parallel: false } },
  owner: { outputs: ['{projectRoot}/owner'], options: { color: true } },
  greet: { dependsOn: ['^greet'], cache: true },
  serve: { dependsOn: ['build'], configurations: { quiet: { silent: true } } },
};

const site = {
  name: 'site',
  projectType: 'application',
  targets: {
    serve: { executor: 'nx:run-commands', options: { command: 'true' } },
    build: { command: 'true', configurations: { production: { env: { MODE: 'production' } } } },
    owner: { options: { color: false } },
    '*': { metadata: { description: 'of the site' } },
  },
};

const sitePackage = {
  name: '@generated/site',
  version: '1.0.0',
  description: 'The site.',
  private: true,
  scripts: { greet: 'echo hello' },
  nx: { tags: ['from-package'], targets: { greet: { inputs: ['default'] } } },
};
