import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import { look, type Input, type Observed } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { LaunchConfiguration } from '../config/host-configuration';
import { answerMsOf, answersWithin } from '../timing/answers-within';
import type { CallArguments } from './call-arguments';
import type { InputCheck } from './input-check';

export type ObservedWorker = Pick<
  HostedPluginWorker,
  'generation' | 'observed' | 'loadedFiles' | 'name' | 'capabilities' | 'runningHook'
>;

/** No input has this key. */
const FAILURE = 'failure';

interface Launch {
  /** The variables, as one text. */
  environment: string;
  /** What its plugin may have kept of earlier workers, in files of its own. */
  seen: Map<string, Input>;
  stale: Set<string>;
}

/** What the worker that runs has seen since it was launched, and may have kept. */
export class WorkerMemory {
  #seen = new Map<string, Input>();
  /** What is not there any more. */
  #stale = new Set<string>();
  /** Hook and input → how often the hook looked there, at most. */
  readonly #looks = new Map<string, number>();
  #generation = 0;
  /** The worker in which a hook has failed last. */
  #failed: number | undefined;
  readonly #launches = new Map<number, Launch>();
  /** The variables are not those with which it was launched. It can't see that. */
  #isElsewhere = false;
  #check: InputCheck | undefined;
  #otherAnswer: Input | undefined;
  /** What hooks are given in this request: name of each part → its digest. */
  readonly #parts = new Map<string, string>();

  get inputs(): Input[] {
    return [...this.#seen.values()];
  }

  /** `inherited` is on what depends what the plugin finds of earlier workers. */
  noteLaunch(generation: number, environment: string, inherited: readonly Input[] = []): void {
    const seen = new Map(inherited.map((input) => [keyOf(input), input]));
    this.#launches.set(generation, { environment, seen, stale: this.#goneOf(seen) });
  }

  /** A new request: what of it is still true? */
  compare(check: InputCheck): void {
    this.#check = check;
    this.#otherAnswer = undefined;
    this.#parts.clear();
    this.#stale = this.#goneOf(this.#seen);
    // What it knows of an earlier request may be anything. Nothing that it looks at tells of that.
    if (this.#failed === this.#generation) this.#stale.add(FAILURE);
    if (this.#failed !== undefined) this.#launches.get(this.#failed)?.stale.add(FAILURE);
    this.#isElsewhere = check.environment !== this.#launches.get(this.#generation)?.environment;
  }

  /** Nx's index answers this question in another way now. */
  noteOtherAnswer(input: Input): void {
    this.#otherAnswer = input;
    if (this.#seen.has(keyOf(input))) this.#stale.add(keyOf(input));
  }

  /** A hook is called with these. */
  compareParts(args: CallArguments): void {
    for (const [name, digest] of args.parts) this.#parts.set(name, digest);
    for (const { seen, stale } of [{ seen: this.#seen, stale: this.#stale }, ...this.#launches.values()])
      for (const other of args.otherParts([...seen.values()])) stale.add(keyOf(other));
  }

  /** A hook has thrown in this worker, and nobody has asked what it had seen until then. */
  noteFailure({ generation }: Pick<ObservedWorker, 'generation'>): void {
    this.#failed = generation;
  }

  /** Whether this worker may know something that is not true any more. */
  isStale({ generation }: Pick<ObservedWorker, 'generation'>): boolean {
    const stale = generation === this.#generation ? this.#stale : this.#launches.get(generation)?.stale;
    return stale !== undefined && stale.size > 0;
  }

  /** What the worker has seen in a hook; gives what it knows that is not true any more, and has not looked at again. */
  async learn(
    worker: ObservedWorker,
    hook: string,
    launch: LaunchConfiguration,
  ): Promise<{ unread: string[]; incomplete: string[] }> {
    const asking = launch.reuse === 'always' ? lookAtLoaded(worker) : worker.observed();
    // Its plugin may block it after the hook. A later hook that runs has a timer of its own.
    const { inputs, incomplete } = await answersWithin(asking, worker.runningHook ? 0 : answerMsOf(launch));
    if (worker.generation !== this.#generation) this.#begin(worker.generation);
    for (const [key, input] of firstLooks(inputs.filter(({ kind }) => kind !== 'part')))
      this.#add(key, input, hook);
    this.#addParts(inputs.filter(({ kind }) => kind === 'part'));
    const unread = [...this.#stale];
    this.#stale.clear();
    return { unread, incomplete };
  }

  #begin(generation: number): void {
    this.#generation = generation;
    const { seen = new Map<string, Input>(), stale = new Set<string>() } =
      this.#launches.get(generation) ?? {};
    this.#seen = new Map(seen);
    this.#stale = new Set(stale);
    this.#looks.clear();
    this.#isElsewhere = false;
    for (const older of this.#launches.keys()) if (older < generation) this.#launches.delete(older);
  }

  #goneOf(seen: Map<string, Input>): Set<string> {
    const isGone = (input: Input) => this.#check !== undefined && !this.#check.isSame(input);
    const gone = new Set([...seen].filter(([, input]) => isGone(input)).map(([key]) => key));
    const other = this.#otherAnswer && keyOf(this.#otherAnswer);
    return other !== undefined && seen.has(other) ? gone.add(other) : gone;
  }

  /** What the plugin has kept of an earlier call is not what it was given now. */
  #addParts(parts: Input[]): void {
    const isOld = ({ of, seen }: Input) => this.#parts.get(of) !== seen;
    for (const part of parts) {
      this.#seen.set(keyOf(part), part);
      this.#stale.delete(keyOf(part));
    }
    for (const part of parts.filter(isOld)) {
      this.#seen.set(keyOf(part), part);
      this.#stale.add(keyOf(part));
    }
  }

  #add(key: string, { looks = 1, ...given }: Input, hook: string): void {
    const isOfLaunch = given.kind === 'environment';
    const input = isOfLaunch ? { ...given, seen: this.#launches.get(this.#generation)!.environment } : given;
    const before = this.#seen.get(key);
    const wasStale = this.#stale.has(key);
    const place = `${hook} ${key}`;
    const usual = this.#looks.get(place) ?? 0;
    this.#looks.set(place, Math.max(looks, usual));
    // If it looks less often than it did, it has kept something of what it saw.
    if (looks >= usual && !input.isUncertain && !(this.#isElsewhere && isVariable(input)))
      this.#stale.delete(key);
    // It was true when the request began, so an earlier look of this worker may have given something else.
    const isOther = before !== undefined && !wasStale && before.seen !== input.seen;
    this.#seen.set(key, isOther ? { ...input, isUncertain: true } : input);
  }
}

/** What is seen after the plugin has written there itself is its own. */
function firstLooks(inputs: Input[]): Map<string, Input> {
  const first = new Map<string, Input>();
  for (const input of inputs) {
    const key = keyOf(input);
    const known = first.get(key);
    const looks = (known?.looks ?? 0) + (input.looks ?? 1);
    first.set(key, { ...(known ?? input), looks });
  }
  return first;
}

function keyOf({ kind, of }: Input): string {
  return `${kind} ${of}`;
}

function isVariable({ kind }: Input): boolean {
  return kind === 'variable' || kind === 'environment';
}

/** A plugin that is not observed: the files that it has loaded. */
async function lookAtLoaded(worker: ObservedWorker): Promise<Observed> {
  const { files, manifests } = await worker.loadedFiles();
  const paths = [...Object.keys(files), ...Object.keys(manifests)];
  const inputs = paths.map((of): Input => ({ kind: 'content', of, ...look('content', of) }));
  return { inputs, incomplete: [] };
}
