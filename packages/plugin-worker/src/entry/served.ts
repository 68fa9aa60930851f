import type { RequestHandler } from '../protocol/run-handler';
import type { RequestMethod } from '../protocol/methods';
import type { LoadedModule } from '../protocol/types';

/** A handler for every request but the one that the socket itself answers. */
export type Handlers = Record<Exclude<RequestMethod, 'authenticate'>, RequestHandler>;

/** What `initialize` put in place. */
export interface Served {
  loaded: Omit<LoadedModule, 'loadMs'>;
  handlers: Partial<Handlers>;
}
