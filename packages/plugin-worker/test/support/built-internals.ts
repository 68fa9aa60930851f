// What plugin-host has of the package: built, and by its name.
// eslint-disable-next-line @nx/enforce-module-boundaries
export * from '@plugin-isolation/plugin-worker/internal/launch';
