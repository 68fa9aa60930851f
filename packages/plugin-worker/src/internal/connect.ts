/** For plugin-host alone, and it may change at any time. What another process of the same user serves. */
export {
  connectFunctions,
  type ConnectFunctionsOptions,
  type FunctionClient,
} from '../serve/connect-functions';
