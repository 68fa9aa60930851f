module.exports = {
  projects: ['<rootDir>/packages/plugin-worker', '<rootDir>/packages/plugin-host', '<rootDir>/e2e'],
  reporters: ['default', '<rootDir>/tools/scripts/file-times-reporter.mjs'],
  testSequencer: '<rootDir>/tools/scripts/long-files-first.js',
};
