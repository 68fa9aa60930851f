import type { Guard } from './guards';

export type Direction = 'host → worker' | 'worker → host' | 'both';

export type MethodKind = 'request' | 'notification' | 'hook';

/** One row of the method table. `params` are the keys of the params object. */
export interface MethodSpec<Params, Result, Kind extends MethodKind = MethodKind> {
  kind: Kind;
  direction: Direction;
  params: Guards<Params>;
  summary: string;
  /** For results that this library itself looks into. */
  result?: Guard | undefined;
  /** Carries the types only; never there at run time. */
  types?(params: Params): Result;
}

export type Guards<Params> = { readonly [K in keyof Params & string]-?: Guard };
