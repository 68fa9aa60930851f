/** Codes of JSON-RPC error responses: the first four are JSON-RPC's own, the others this protocol's. */
export const RPC_ERROR_CODES = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  /** The plugin, or the called function, threw: `data` holds what it threw. */
  pluginError: -32000,
  /** The result could not be turned into JSON. */
  notSerializable: -32002,
  /** The message was longer than a line may be. */
  lineTooLong: -32003,
} as const;

/**
 * Exit code of a worker whose connection was closed in its own process, while the host lives on. Node's own codes are
 * below 16.
 */
export const CONNECTION_LOST_EXIT_CODE = 86;
