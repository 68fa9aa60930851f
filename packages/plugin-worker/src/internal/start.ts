/** For plugin-host alone, and it may change at any time. How a process that computes graphs starts fast. */
export { tuneEngine } from '../entry/tune-engine';
export { loadNxLazily } from '../entry/plugin/lazy-nx-modules';
