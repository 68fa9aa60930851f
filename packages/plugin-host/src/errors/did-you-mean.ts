import { closest, distance } from 'fastest-levenshtein';

/** How many characters may be wrong. */
const MOST_WRONG = 3;

/** What a person may have meant by a name that is not known, as a sentence with a space before it; or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = known.filter((each) => name.length > 1 && each.includes(name));
  if (meant.length === 0 && known.length > 0) {
    const near = closest(name, known);
    const wrong = distance(name, near);
    if (wrong <= MOST_WRONG && wrong < name.length / 2) meant.push(near);
  }
  return meant.length === 1 ? ` Did you mean "${meant[0]}"?` : '';
}
