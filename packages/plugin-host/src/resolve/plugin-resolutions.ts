import { resolutionInputs } from './resolution-inputs';
import type { ResolvedPlugin } from './resolve-plugin';
import type { RootTsconfig } from '../config/root-tsconfig';

export type Resolve = (plugin: string, tsconfig: RootTsconfig) => Promise<ResolvedPlugin>;

interface Known extends ResolvedPlugin {
  inputs: string;
}

/**
 * What the plugins of one root resolve to. Node and Nx keep what they have once found for as long as a process lives:
 * so this one resolves each plugin once, and a new process does when the answer may be another one.
 */
export class PluginResolutions {
  readonly #known = new Map<string, Known>();
  #isFirstTime = true;

  constructor(
    private readonly root: string,
    private readonly resolveHere: Resolve,
    private readonly resolveInNewProcess: Resolve,
  ) {}

  /** From now on, what this process finds may be out of date. */
  endFirstTime(): void {
    this.#isFirstTime = false;
  }

  async resolve(plugin: string, tsconfig: RootTsconfig): Promise<ResolvedPlugin> {
    if (this.isCurrent(plugin, tsconfig)) return this.#known.get(plugin)!;
    const resolve = this.#isFirstTime ? this.resolveHere : this.resolveInNewProcess;
    const resolved = await resolve(plugin, tsconfig);
    const { file } = resolved;
    const inputs = resolutionInputs(plugin, { root: this.root, file, tsconfig });
    this.#known.set(plugin, { ...resolved, inputs });
    return resolved;
  }

  /** Whether the plugin is known, and still resolves to the same. */
  isCurrent(plugin: string, tsconfig: RootTsconfig): boolean {
    const known = this.#known.get(plugin);
    if (!known) return false;
    return known.inputs === resolutionInputs(plugin, { root: this.root, file: known.file, tsconfig });
  }
}
