module.exports = {
  displayName: 'plugin-host',
  preset: '../../jest.preset.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
};
