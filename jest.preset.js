const tsJest = ['ts-jest', { tsconfig: require.resolve('./tsconfig.jest.json'), diagnostics: false }];

module.exports = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': tsJest },
};
