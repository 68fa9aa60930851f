import { digestOfText, type Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { SplitParams } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { KeptCall } from './kept-entry';
import { describePart, isPartOf } from './part-names';

/** What a hook is called with, as far as its result may depend on it. */
export class CallArguments {
  /** Digest of all but the parts. The keys of what is in parts count. */
  readonly outline: string;
  /** Name of each part → its digest. */
  readonly parts: ReadonlyMap<string, string>;

  /** `split` are the same arguments in parts, if the hook has any. */
  constructor(
    private readonly hook: string,
    args: readonly unknown[],
    split: SplitParams | undefined,
  ) {
    this.outline = split?.digestOfOutline() ?? digestOfText(JSON.stringify(args));
    this.parts = split?.digests() ?? new Map<string, string>();
  }

  /** What a result is kept for. Of a plugin that is not observed it is not known which parts it has read. */
  digestFor({ reuse }: Pick<LaunchConfiguration, 'reuse'>): string {
    if (reuse !== 'always') return this.outline;
    return digestOfText(JSON.stringify([this.outline, ...[...this.parts].sort()]));
  }

  /** Parts that a plugin has read, and that are others now. */
  otherParts(inputs: readonly Input[]): Input[] {
    return inputs.filter((input) => isPartOf(this.hook, input) && this.parts.get(input.of) !== input.seen);
  }

  /** Why what was kept for other arguments is no answer, as a sentence whose subject is the plugin. */
  whyNot(
    kept: KeptCall | undefined,
    launch: Pick<LaunchConfiguration, 'reuse'>,
    inputs: readonly Input[] = [],
  ): string | undefined {
    if (kept === undefined) return 'has no result of this hook that was kept';
    if (kept.args !== this.digestFor(launch))
      return this.hook === 'createNodes' ? 'gets other files or another nx.json' : 'gets another context';
    const [other] = this.otherParts(inputs) as (Input | undefined)[];
    return other && `read ${describePart(other)} of what it is given, which is another one now`;
  }
}
