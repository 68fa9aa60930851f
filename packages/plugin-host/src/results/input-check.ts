import {
  digestOfVariable,
  FILE_INPUT_KINDS,
  look,
  versionAt,
  type FileInputKind,
  type Input,
} from '@plugin-isolation/plugin-worker/internal/inputs';
import { digestEnvironment } from '../discovery/relevant-environment';

/** Of a terminal. They decide how something is printed. */
const ABOUT_PRINTING = /^(FORCE_COLOR|NO_COLOR|COLORTERM|TERM|TERM_\w+|COLUMNS|LINES|CI_COLOR\w*)$/;

export type AskIndex = (name: string, args: unknown[]) => Promise<string | undefined>;

/**
 * Says whether what was seen once is still there. What it has looked at, it does not look at again: make a new one for
 * each request.
 */
export class InputCheck {
  readonly #looks = new Map<string, string>();
  readonly #versions = new Map<string, string>();
  #environment: string | undefined;

  /** `env` is what a worker would be launched with. */
  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Of files and variables. Questions to the index are taken to have the same answers. */
  isSame({ kind, of, seen, version, isUncertain }: Input): boolean {
    if (isUncertain) return false;
    if (kind === 'variable') return ABOUT_PRINTING.test(of) || digestOfVariable(this.env[of]) === seen;
    if (kind === 'environment') return this.environment === seen;
    if (!isFileInput(kind)) return true;
    if (version !== undefined && this.#versionAt(of) === version) return true;
    return this.#look(kind, of) === seen;
  }

  /** One text for all variables that may matter. */
  get environment(): string {
    this.#environment ??= digestOfVariable(
      JSON.stringify(Object.entries(digestEnvironment(this.env)).sort()),
    );
    return this.#environment;
  }

  #versionAt(path: string): string {
    let version = this.#versions.get(path);
    if (version === undefined) this.#versions.set(path, (version = versionAt(path).version));
    return version;
  }

  #look(kind: FileInputKind, path: string): string {
    const key = `${kind} ${path}`;
    let seen = this.#looks.get(key);
    if (seen === undefined) this.#looks.set(key, (seen = look(kind, path).seen));
    return seen;
  }
}

function isFileInput(kind: Input['kind']): kind is FileInputKind {
  return FILE_INPUT_KINDS.has(kind);
}

/** The first of these questions that has another answer now. */
export async function findOtherAnswer(inputs: readonly Input[], ask: AskIndex): Promise<Input | undefined> {
  for (const input of inputs) {
    if (input.kind !== 'query') continue;
    if ((await answerTo(input.of, ask)) !== input.seen) return input;
  }
  return undefined;
}

/** This Nx may refuse a question. */
async function answerTo(question: string, ask: AskIndex): Promise<string | undefined> {
  try {
    const [name, ...args] = JSON.parse(question) as [string, ...unknown[]];
    return await ask(name, args);
  } catch {
    return undefined;
  }
}
