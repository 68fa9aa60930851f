/** What a module that runs in a worker, or a process that is a host itself, may use: `@plugin-isolation/plugin-worker/worker`. */
export { emitEvent } from './entry/events';
export { tuneEngine } from './entry/tune-engine';
export { loadNxLazily } from './entry/plugin/lazy-nx-modules';
