/** A plugin of Nx's own, and the least that it infers something from, in a directory named as the project. */
export interface OfficialPlugin {
  /** As nx.json names it. */
  plugin: string;
  project: string;
  /** The one of the files that is edited as its configuration. */
  configuration: string;
  /** Others than `package.json` and `src/index.ts`. */
  files: Record<string, string>;
  /** Of the `package.json`. */
  manifest?: object;
  /** Of nx.json. Default: what is in the project. */
  include?: string[];
}

const TSCONFIG =
  '{ "compilerOptions": { "composite": true, "outDir": "dist", "rootDir": "src" }, "include": ["src"] }';

function inferring(
  plugin: string,
  configuration: string,
  text: string,
  more: Pick<Partial<OfficialPlugin>, 'files' | 'manifest'> = {},
): OfficialPlugin {
  const project = plugin.replace(/^@nx\/|\/plugin$/g, '').replace(/\W/g, '-');
  return { plugin, project, configuration, ...more, files: { [configuration]: text, ...more.files } };
}

const VITE = `import { defineConfig } from 'vite';
export default defineConfig({ build: { lib: { entry: 'src/index.ts', formats: ['es'] } } });
`;
const REACT_ROUTER = {
  'vite.config.ts':
    "import { reactRouter } from '@react-router/dev/vite';\nexport default { plugins: [reactRouter()] };\n",
};
const WEBPACK = `const { join } = require('node:path');
module.exports = { entry: './src/index.ts', output: { path: join(__dirname, 'dist') } };
`;
const REMIX = `import { vitePlugin as remix } from '@remix-run/dev';
export default { root: import.meta.dirname, plugins: [remix()] };
`;
const ANGULAR = `{ "projects": { "angular": { "root": "", "projectType": "application", "architect": { "build": {
  "builder": "@angular-devkit/build-angular:application", "options": { "outputPath": "dist" } } } } } }
`;
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>observed</groupId><artifactId>observed</artifactId><version>1.0.0</version></project>
`;
const METRO = { 'metro.config.js': 'module.exports = {};\n' };

/** All that have `createNodes` or `createDependencies`. */
export const OFFICIAL_PLUGINS: OfficialPlugin[] = [
  inferring(
    '@nx/js/typescript',
    'tsconfig.json',
    '{ "files": [], "references": [{ "path": "./tsconfig.lib.json" }] }',
    {
      files: { 'tsconfig.lib.json': TSCONFIG },
    },
  ),
  inferring('@nx/jest/plugin', 'jest.config.js', "module.exports = { testEnvironment: 'node' };\n"),
  {
    ...inferring('@nx/eslint/plugin', '../eslint.config.js', "module.exports = [{ files: ['**/*.ts'] }];\n"),
    include: ['eslint.config.js', 'eslint/**'],
  },
  inferring('@nx/vite/plugin', 'vite.config.ts', VITE),
  inferring(
    '@nx/vitest',
    'vitest.config.ts',
    "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: {} });\n",
  ),
  inferring(
    '@nx/playwright/plugin',
    'playwright.config.ts',
    "import { defineConfig } from '@playwright/test';\nexport default defineConfig({ testDir: './src' });\n",
  ),
  inferring(
    '@nx/cypress/plugin',
    'cypress.config.ts',
    "import { defineConfig } from 'cypress';\nexport default defineConfig({ e2e: { specPattern: 'src/**/*.cy.ts', supportFile: false } });\n",
  ),
  inferring('@nx/webpack/plugin', 'webpack.config.js', WEBPACK),
  inferring('@nx/rspack/plugin', 'rspack.config.js', WEBPACK),
  inferring(
    '@nx/rsbuild',
    'rsbuild.config.ts',
    "import { defineConfig } from '@rsbuild/core';\nexport default defineConfig({});\n",
  ),
  inferring(
    '@nx/rollup/plugin',
    'rollup.config.js',
    "module.exports = { input: 'src/index.ts', output: { dir: 'dist' } };\n",
  ),
  inferring('@nx/next/plugin', 'next.config.js', 'module.exports = {};\n', {
    manifest: { dependencies: { next: '*' } },
  }),
  inferring('@nx/nuxt/plugin', 'nuxt.config.ts', 'export default { telemetry: false };\n'),
  inferring('@nx/remix/plugin', 'vite.config.ts', REMIX, {
    files: { 'app/root.tsx': 'export default function Root() { return null; }\n' },
    manifest: { type: 'module', dependencies: { '@remix-run/node': '*', isbot: '*' } },
  }),
  inferring('@nx/react/router-plugin', 'react-router.config.ts', 'export default { ssr: true };\n', {
    files: REACT_ROUTER,
  }),
  inferring(
    '@nx/storybook/plugin',
    '.storybook/main.ts',
    "export default { stories: ['../src/**/*.stories.ts'], framework: '@storybook/react-vite' };\n",
  ),
  inferring('@nx/detox/plugin', '.detoxrc.json', '{ "apps": {}, "devices": {}, "configurations": {} }'),
  inferring('@nx/expo/plugin', 'app.json', '{ "expo": { "name": "expo", "slug": "expo" } }', {
    files: METRO,
  }),
  inferring('@nx/react-native/plugin', 'app.json', '{ "name": "native", "displayName": "native" }', {
    files: METRO,
  }),
  inferring('@nx/docker', 'Dockerfile', 'FROM scratch\n'),
  inferring('@nx/angular/plugin', 'angular.json', ANGULAR),
  inferring('@nx/gradle', 'build.gradle', "plugins { id 'java' }\n", {
    files: { 'settings.gradle': "rootProject.name = 'gradle'\n", gradlew: '#!/bin/sh\nexec gradle "$@"\n' },
  }),
  { ...inferring('@nx/maven', '../pom.xml', POM), include: ['pom.xml'] },
  inferring('@nx/dotnet', 'dotnet.csproj', '<Project Sdk="Microsoft.NET.Sdk"/>'),
];
