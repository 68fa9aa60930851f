const nx = require('@nx/eslint-plugin');
const tseslint = require('typescript-eslint');

const ignores = ['**/dist', '**/tmp', '**/coverage', '**/.nx', '**/fixtures', '**/node_modules'];
const typedFiles = ['packages/**/*.ts', 'tools/**/*.ts', 'e2e/**/*.ts'];
const testFiles = ['packages/*/test/**/*.ts', 'e2e/**/*.ts'];

const depConstraints = [
  { sourceTag: 'layer:worker', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:host', onlyDependOnLibsWithTags: ['layer:worker'] },
  { sourceTag: 'layer:tools', onlyDependOnLibsWithTags: ['layer:worker', 'layer:host'] },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: ['layer:worker', 'layer:host', 'layer:tools'] },
];

function neverImport(folder, others) {
  const patterns = others.map((other) => ({
    regex: `(^|/)${other}(/|$)`,
    message: `${folder}/ and ${other}/ run in different processes, or ${folder}/ knows no process at all.`,
  }));
  return {
    files: [`packages/plugin-worker/src/${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

module.exports = tseslint.config(
  { ignores },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typedFiles,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
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
      'max-lines': ['error', { max: 200 }],
      'max-lines-per-function': ['error', { max: 40 }],
    },
  },
  neverImport('launch', ['entry']),
  neverImport('entry', ['launch']),
  neverImport('protocol', ['launch', 'entry']),
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
