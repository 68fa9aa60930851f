import { join } from 'node:path';
import { isSameJson } from '../config/is-same-json';
import { KeptFile } from './kept-file';

/** What is beside the results of an entry of `nx.json` that can't be reused. It stays when a process ends. */
export interface KeptReasons {
  /** As in `KeptEntry`: launched in another way, the plugin may do something else. */
  launch: string;
  /** Each a sentence whose subject is the plugin. Empty if nothing of that kind is left. */
  reasons: string[];
}

export function reasonsFile(dataDirectory: string, name: string): KeptFile<KeptReasons> {
  return new KeptFile(join(dataDirectory, 'plugin-host-results', `${name}.why`), isKeptReasons);
}

/** Why not all that the hooks of one entry depend on is known, in this process or in the last one. */
export class IncompleteReasons {
  readonly #file: KeptFile<KeptReasons>;
  #reasons: readonly string[] | undefined;
  #isToBeWritten = false;

  /** `name` is that of the results. */
  constructor(
    dataDirectory: string,
    name: string,
    private readonly launch: string,
  ) {
    this.#file = reasonsFile(dataDirectory, name);
  }

  /** A sentence whose subject is the plugin; `undefined` if nothing is known. */
  get sentence(): string | undefined {
    const [first, ...others] = this.#known();
    if (others.length === 0) return first;
    return `${first} (and ${others.length} more: see \`plugin-host doctor\`)`;
  }

  note(reasons: readonly string[]): void {
    if (isSameJson(reasons, this.#known())) return;
    this.#reasons = reasons;
    this.#isToBeWritten = true;
  }

  /** For other processes. Most plugins have nothing to write. */
  save(): void {
    if (this.#isToBeWritten) this.#file.write({ launch: this.launch, reasons: [...this.#known()] });
    this.#isToBeWritten = false;
  }

  #known(): readonly string[] {
    if (this.#reasons === undefined) {
      const kept = this.#file.read();
      this.#reasons = kept?.launch === this.launch ? kept.reasons : [];
    }
    return this.#reasons;
  }
}

function isKeptReasons(value: unknown): boolean {
  const { launch, reasons } = (value ?? {}) as Partial<KeptReasons>;
  return (
    typeof launch === 'string' && Array.isArray(reasons) && reasons.every((it) => typeof it === 'string')
  );
}
