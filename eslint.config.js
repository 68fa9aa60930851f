const nx = require('@nx/eslint-plugin');
const tseslint = require('typescript-eslint');
const noImportCircle = require('./tools/eslint/no-import-circle');
const noTypeError = require('./tools/eslint/no-type-error');

const ignores = ['**/dist', '**/tmp', '**/coverage', '**/.nx', '**/fixtures', '**/node_modules'];
const typedFiles = ['packages/**/*.ts', 'tools/**/*.ts', 'e2e/**/*.ts'];
const pageFiles = ['packages/plugin-host/report-page/*.ts'];
const testFiles = ['packages/*/test/**/*.ts', 'e2e/**/*.ts'];

const depConstraints = [
  { sourceTag: 'layer:worker', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:host', onlyDependOnLibsWithTags: ['layer:worker'] },
  { sourceTag: 'layer:tools', onlyDependOnLibsWithTags: ['layer:worker', 'layer:host'] },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: ['layer:worker', 'layer:host', 'layer:tools'] },
];

/**
 * The rooms of a package, from the top floor down. A room may import from the floors below its own, and from no other.
 */
const FLOORS = {
  'plugin-worker': [
    ['internal'],
    ['testing'],
    ['launch', 'entry', 'serve'],
    ['process', 'socket'],
    ['arguments', 'inputs'],
    ['protocol'],
  ],
  'plugin-host': [
    ['cli'],
    ['setup'],
    ['nx-command', 'report', 'serve'],
    ['watch', 'client', 'record'],
    ['host'],
    ['schedule'],
    ['hooks'],
    ['files'],
    ['nx', 'workers'],
    ['results'],
    ['resolve', 'timing', 'discovery'],
    ['config'],
    ['errors'],
  ],
};

function guardFloors(name, floors) {
  return floors.flatMap((floor, index) =>
    floor.map((room) => {
      const closed = floors.slice(0, index + 1).flatMap((rooms) => rooms.filter((other) => other !== room));
      const message = `${room}/ may import from the floors below it only: see docs/architecture.md.`;
      const patterns = [{ regex: `^(\\.\\./)+(${[...closed, 'index'].join('|')})(/|$)`, message }];
      return {
        files: [`packages/${name}/src/${room}/**/*.ts`],
        rules: { 'no-restricted-imports': ['error', { patterns }] },
      };
    }),
  );
}

module.exports = tseslint.config(
  { ignores },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typedFiles,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.eslint.json', tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowNullish: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  // What runs in a browser has other globals.
  {
    files: pageFiles,
    languageOptions: { parserOptions: { project: './packages/plugin-host/report-page/tsconfig.json' } },
  },
  {
    files: ['examples/**/*.ts', 'examples/**/*.mts'],
    extends: [tseslint.configs.recommended],
  },
  {
    plugins: { '@nx': nx },
    files: typedFiles,
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints, allow: ['^(\\.\\./)+tools/.+$'] }],
    },
  },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.js', '**/*.mjs'],
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      'max-len': ['error', { code: 1000, comments: 120, ignoreUrls: true }],
      'max-lines': ['error', { max: 200 }],
      'max-lines-per-function': ['error', { max: 40 }],
    },
  },
  ...Object.entries(FLOORS).flatMap(([name, floors]) => guardFloors(name, floors)),
  { plugins: { ours: { rules: { 'no-import-circle': noImportCircle, 'no-type-error': noTypeError } } } },
  { files: ['packages/*/src/**/*.ts'], rules: { 'ours/no-import-circle': 'error' } },
  // The build has checked the sources of packages.
  { files: [...testFiles, 'tools/**/*.ts', 'e2e/**/*.ts'], rules: { 'ours/no-type-error': 'error' } },
  {
    // CommonJS packages, in which a require is a load at a chosen moment or by an absolute path.
    files: ['packages/*/src/**/*.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: testFiles,
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-floating-promises': 'error' },
  },
);
