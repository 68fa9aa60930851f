/** Codes of JSON-RPC error responses: the first five are JSON-RPC's own, the others this protocol's. */
export const RPC_ERROR_CODES = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  /** The plugin, or the called function, threw: `data` holds what it threw. */
  pluginError: -32000,
  /** The first line of a peer was not `authenticate` with the token. */
  notAuthenticated: -32001,
  /** The result could not be turned into JSON. */
  notSerializable: -32002,
  /** The message was longer than a line may be. */
  lineTooLong: -32003,
  /** The peer speaks another version of the protocol. */
  protocolMismatch: -32004,
  requestCancelled: -32800,
} as const;

export type RpcErrorCode = (typeof RPC_ERROR_CODES)[keyof typeof RPC_ERROR_CODES];
