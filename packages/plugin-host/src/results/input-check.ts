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

/** Files as they are now. What was looked at is not looked at again: make a new one for each request. */
export class FileLooks {
  readonly #seen: Record<FileInputKind, Map<string, string>>;
  readonly #versions = new Map<string, string>();

  constructor() {
    const kinds = [...FILE_INPUT_KINDS].map((kind) => [kind, new Map<string, string>()]);
    this.#seen = Object.fromEntries(kinds) as Record<FileInputKind, Map<string, string>>;
  }

  at(kind: FileInputKind, path: string): string {
    const known = this.#seen[kind];
    let seen = known.get(path);
    if (seen === undefined) known.set(path, (seen = look(kind, path).seen));
    return seen;
  }

  versionAt(path: string): string {
    let version = this.#versions.get(path);
    if (version === undefined) this.#versions.set(path, (version = versionAt(path).version));
    return version;
  }
}

/** Says whether what was seen once is still there. */
export class InputCheck {
  /** What was compared already: a worker may have seen what results depend on. */
  readonly #same = new Map<Input, boolean>();
  #environment: string | undefined;

  /** `env` is what a worker would be launched with. */
  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly looks = new FileLooks(),
  ) {}

  /** Of files and variables. Questions to the index are taken to have the same answers. */
  isSame(input: Input): boolean {
    let isSame = this.#same.get(input);
    if (isSame === undefined) this.#same.set(input, (isSame = this.#compare(input)));
    return isSame;
  }

  #compare({ kind, of, seen, version, isUncertain }: Input): boolean {
    if (isUncertain) return false;
    if (kind === 'variable') return ABOUT_PRINTING.test(of) || digestOfVariable(this.env[of]) === seen;
    if (kind === 'environment') return this.environment === seen;
    if (!isFileInput(kind)) return true;
    if (version !== undefined && this.looks.versionAt(of) === version) return true;
    return this.looks.at(kind, of) === seen;
  }

  /** One text for all variables that may matter. */
  get environment(): string {
    this.#environment ??= digestOfVariable(
      JSON.stringify(Object.entries(digestEnvironment(this.env)).sort()),
    );
    return this.#environment;
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
