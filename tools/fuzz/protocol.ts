import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';

const load = createRequire(__filename);
const built = join(repositoryRoot, 'packages/plugin-worker/dist');

// The built protocol, which is what runs; it is no part of the package's public surface.
export const { LineSplitter } = load(
  join(built, 'protocol/framing.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/framing');
export const { parseMessage, subjectOfUnreadable, isRequest, isResponse, InvalidMessageError } = load(
  join(built, 'protocol/messages.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/messages');
const methods = load(
  join(built, 'protocol/methods.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/methods');
export const METHODS: (typeof methods)['METHODS'] = methods.METHODS;
export const { PROTOCOL_VERSION, complainAboutParams, isMethod } = methods;
export const { isSerializedError, reviveError } = load(
  join(built, 'protocol/revive-error.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/revive-error');
export const { serializeError } = load(
  join(built, 'protocol/serialize-error.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/serialize-error');
export const { encodeMessage } = load(
  join(built, 'protocol/encode.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/encode');
export const { Connection } = load(
  join(built, 'protocol/connection.js'),
) as typeof import('../../packages/plugin-worker/src/protocol/connection');

export const workerEntry = join(built, 'entry/main.js');
