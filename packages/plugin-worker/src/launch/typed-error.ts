import { InvalidResultError, NotSerializableError, RemoteError } from '../protocol/connection-errors';
import { LOAD } from './call';
import { PluginHookError, WorkerError, type Diagnosis } from './errors';
import * as texts from './error-texts';

/** What the protocol layer throws knows neither plugin nor hook. */
export function typedError(error: Error, diagnosis: Diagnosis): Error {
  if (error instanceof WorkerError) return error;
  if (error instanceof NotSerializableError || error instanceof InvalidResultError)
    return texts.refusedError(error, diagnosis);
  if (!(error instanceof RemoteError)) return texts.unreachableError(error, diagnosis);
  if (!error.data) return texts.refusedError(error, diagnosis);
  return diagnosis.hook === LOAD
    ? texts.loadError(error.data, diagnosis)
    : new PluginHookError(error.data, diagnosis);
}
