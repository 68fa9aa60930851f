/** For plugin-host alone, and it may change at any time. What one process serves to others of the same user. */
export { serveFunctions, type FunctionServer, type ServedFunctions } from '../serve/serve-functions';
