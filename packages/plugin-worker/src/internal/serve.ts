/** For plugin-host alone, and it may change at any time. What one process serves to others of the same user. */
export { serveFunctions, type FunctionServer, type ServedFunctions } from '../serve/serve-functions';
export {
  connectFunctions,
  type ConnectFunctionsOptions,
  type FunctionClient,
} from '../serve/connect-functions';
export { claimPrivateDirectories } from '../socket/socket-address';
export type { Claim } from '../socket/private-directory';
