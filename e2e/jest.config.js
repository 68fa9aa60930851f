module.exports = {
  displayName: 'e2e',
  preset: '../jest.preset.js',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
  ...(process.env.KEEP_WORKSPACE && { testEnvironment: '<rootDir>/support/keep-failed-workspaces.js' }),
  setupFilesAfterEnv: ['<rootDir>/jest.setup.js'],
};
