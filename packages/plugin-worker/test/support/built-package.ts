// The package as its users have it: built, and by its name.
// eslint-disable-next-line @nx/enforce-module-boundaries
export * from '@plugin-isolation/plugin-worker';
