import { RPC_ERROR_CODES } from '../protocol/error-codes';

/** What to do about a request, or an answer, that the protocol could not carry. `code` is that of its error. */
export function refusedNextStep(code: unknown): string {
  switch (code) {
    case 'NOT_SERIALIZABLE':
      return 'Pass data that JSON can carry, and less of it.';
    case RPC_ERROR_CODES.notSerializable:
      return 'Return data that JSON can carry from the plugin, and less of it.';
    case RPC_ERROR_CODES.lineTooLong:
      return 'Return less at once: infer for fewer files in one call.';
    case RPC_ERROR_CODES.parseError:
      return 'Find out which code in the plugin writes to descriptors that it did not open.';
    default:
      return 'Call what `capabilities` lists, on a worker of the same version.';
  }
}
