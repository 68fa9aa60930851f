/** For plugin-host alone, and it may change at any time. Processes that nobody here has started. */
export { isAlive } from '../socket/is-alive';
