/** For plugin-host alone, and it may change at any time. Which loaders a TypeScript plugin would be offered. */
export { loaderOrder } from '../entry/loaders/order';
