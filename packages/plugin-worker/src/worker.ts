/** What a module that runs in a worker may use: `@plugin-isolation/plugin-worker/worker`. */
export { emitEvent } from './entry/emit-event';
