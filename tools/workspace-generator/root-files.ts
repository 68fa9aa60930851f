import type { PlannedProject } from './plan-projects';
import { type FileTree, json } from './file-tree';

const description = 'Generated: the same seed gives the same bytes.';

const plugins = [
  {
    plugin: '@nx/js/typescript',
    options: {
      typecheck: { targetName: 'typecheck' },
      build: { targetName: 'build', configName: 'tsconfig.lib.json' },
    },
  },
  { plugin: '@nx/vite/plugin', options: { buildTargetName: 'vite-build', serveTargetName: 'serve' } },
  { plugin: '@nx/jest/plugin', options: { targetName: 'test' } },
  { plugin: '@nx/eslint/plugin', options: { targetName: 'lint' } },
  { plugin: './tools/team-plugin/src/index.ts', options: { tagPrefix: 'team' } },
];

export const PACKAGES_WITHOUT_PLUGINS = { nx: '23.2.1', typescript: '5.9.3' };

export const LINKED_PACKAGES = {
  '@nx/eslint': '23.2.1',
  '@nx/jest': '23.2.1',
  '@nx/js': '23.2.1',
  '@nx/vite': '23.2.1',
  ...PACKAGES_WITHOUT_PLUGINS,
};

/** With those of the plugins that are among `packages`, and local ones. */
export function rootFiles(projects: PlannedProject[], packages: Record<string, string>): FileTree {
  return {
    '.gitignore': 'node_modules\ndist\n.nx\n',
    'eslint.config.js': 'module.exports = [{ rules: { eqeqeq: "error" } }];\n',
    'jest.preset.js': "module.exports = { testEnvironment: 'node' };\n",
    'nx.json': json(nxJson(packages)),
    'package.json': json(packageJson(packages)),
    'tsconfig.base.json': json(tsconfigBase(projects)),
    'tsconfig.json': json({ extends: './tsconfig.base.json', files: [], references: [] }),
  };
}

function nxJson(packages: Record<string, string>) {
  const isThere = (plugin: string) => packages[plugin.split('/').slice(0, 2).join('/')] !== undefined;
  return {
    neverConnectToCloud: true,
    analytics: false,
    namedInputs: {
      default: ['{projectRoot}/**/*', 'sharedGlobals'],
      production: ['default', '!{projectRoot}/**/*.test.ts'],
      sharedGlobals: ['{workspaceRoot}/tsconfig.base.json'],
    },
    targetDefaults: { test: { dependsOn: ['^build'] }, lint: { cache: true } },
    plugins: plugins.filter(({ plugin }) => plugin.startsWith('.') || isThere(plugin)),
  };
}

function packageJson(packages: Record<string, string>) {
  return {
    name: 'generated-workspace',
    version: '0.0.0',
    private: true,
    description,
    workspaces: ['libs/*/*'],
    devDependencies: packages,
  };
}

function tsconfigBase(projects: PlannedProject[]) {
  const paths = projects.map(({ importPath, root }) => [importPath, [`./${root}/src/index.ts`]] as const);
  return {
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      composite: true,
      declaration: true,
      skipLibCheck: true,
      paths: Object.fromEntries(paths),
    },
  };
}
