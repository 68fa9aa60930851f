// What plugin authors have in their tests: built, and by its name.
// eslint-disable-next-line @nx/enforce-module-boundaries
export * from '@plugin-isolation/plugin-worker/testing';
