// The plugin is not loaded by jest, so nothing has to be transformed.
module.exports = { testMatch: ['**/*.jest.test.js'], transform: {} };
