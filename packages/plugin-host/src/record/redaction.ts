/** What stands in a record instead of a secret. */
export const LEFT_OUT = '<left out>';

/** Of a variable or a key of an object whose value nobody else may know. */
const NAMED_AS_SECRET =
  /token|secret|passw(or)?d|passphrase|credential|(api|access|private|encryption)_?key|nxcloudid|authorization|cookie/i;

const CODE = /\.[cm]?[jt]sx?$/;

/** `"name": "value"`, and `name = value` in a line of its own. */
const NAMED_IN_TEXT = [
  /([\w.-]+)["']?[ \t]*[:=][ \t]*(["'])((?:(?!\2)[^\n])+)\2/g,
  /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[:=][ \t]*()([^\s"'{}[\]][^\n]*)$/gm,
];

/** Shorter ones occur by chance. */
const SHORTEST_SECRET = 8;

/** Texts that are secrets wherever they occur. */
const KNOWN_SECRETS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(gh[pousr]|npm)_[A-Za-z0-9]{36}/,
  /\b(github_pat_|glpat-)[A-Za-z0-9_-]{20,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{16,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\b[sr]k[_-](live|test|ant|proj)[_-][A-Za-z0-9_-]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /_authToken\s*=\s*\S+/,
  /:\/\/[^/\s:@]+:[^/\s:@$]+@/,
];

/** Whether a text has something in it that is a secret wherever it occurs. */
export function hasKnownSecret(text: string): boolean {
  return KNOWN_SECRETS.some((pattern) => pattern.test(text));
}

/** Leaves out the values of keys and variables that are named as secrets are. */
export class Redaction {
  /** What was left out, and how often. */
  readonly counts = new Map<string, number>();
  readonly #secrets: [value: string, variable: string][];

  constructor(env: NodeJS.ProcessEnv) {
    const named = Object.entries(env).filter(
      (entry): entry is [string, string] =>
        NAMED_AS_SECRET.test(entry[0]) && (entry[1]?.length ?? 0) >= SHORTEST_SECRET,
    );
    // A longer one may have a shorter one in it.
    this.#secrets = named
      .map(([name, value]): [string, string] => [value, name])
      .sort(([left], [right]) => right.length - left.length);
  }

  text(text: string): string {
    let left = text;
    for (const [value, variable] of this.#secrets) {
      if (!left.includes(value)) continue;
      left = left.replaceAll(value, LEFT_OUT);
      this.#note(`the value of $${variable}`);
    }
    if (!hasKnownSecret(left)) return left;
    this.#note('a text that looks like a secret');
    return KNOWN_SECRETS.reduce((done, pattern) => done.replace(new RegExp(pattern, 'g'), LEFT_OUT), left);
  }

  /** The content of a file. In code, a name says nothing about a value. */
  content(text: string, path: string): string {
    const left = this.text(text);
    if (CODE.test(path)) return left;
    return NAMED_IN_TEXT.reduce((done, pattern) => this.#leaveOut(done, pattern, path), left);
  }

  /** In all texts of a value made of JSON. */
  value<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((entry: unknown) => this.value(entry)) as T;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, this.#field(key, entry)]),
    ) as T;
  }

  #leaveOut(text: string, pattern: RegExp, path: string): string {
    return text.replace(pattern, (whole: string, name: string, _quote: string, value: string) => {
      if (!NAMED_AS_SECRET.test(name) || value === LEFT_OUT) return whole;
      this.#note(`the value of "${name}" in ${path}`);
      const start = whole.lastIndexOf(value);
      return whole.slice(0, start) + LEFT_OUT + whole.slice(start + value.length);
    });
  }

  #field(key: string, value: unknown): unknown {
    if (typeof value !== 'string' || value === '' || !NAMED_AS_SECRET.test(key)) return this.value(value);
    // A second pass must not count it again.
    if (value !== LEFT_OUT) this.#note(`the value of "${key}"`);
    return LEFT_OUT;
  }

  #note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}
