export interface Snippet {
  /** The comment before it, without its brackets. */
  mark: string | undefined;
  language: string;
  text: string;
}

const SNIPPET = /(?:^ *<!-- (.*?) -->\n\n)?^( *)```([a-z]*)\n([^]*?)\n\2```$/gm;

/** The fenced blocks of a page, in order. */
export function snippetsOf(page: string): Snippet[] {
  return [...page.matchAll(SNIPPET)].map(([, mark, indentation, language, text]) => ({
    mark,
    language,
    text: text.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
  }));
}
