/** After so many refused trials, what is left of a list is refused as a whole. */
const MAX_REFUSED_TRIALS = 64;

/**
 * Finds the items that have to go so that all others are taken together, and the complaint about each. `complain`
 * resolves with the complaint about a set of items, if there is one. Lists are admitted one after the other, by halves.
 * If two items do not go together, the later one is refused.
 */
export async function findRefused<T>(
  lists: T[][],
  complain: (kept: Set<T>) => Promise<Error | undefined>,
): Promise<Map<T, Error>> {
  let kept = new Set<T>();
  const refused = new Map<T, Error>();
  let trialsLeft = MAX_REFUSED_TRIALS;
  const admit = async (list: T[]): Promise<void> => {
    if (list.length === 0) return;
    const wanted = new Set([...kept, ...list]);
    const complaint = await complain(wanted);
    if (!complaint) {
      kept = wanted;
      return;
    }
    if (list.length === 1 || --trialsLeft < 0) {
      for (const item of list) refused.set(item, complaint);
      return;
    }
    const middle = list.length >> 1;
    await admit(list.slice(0, middle));
    await admit(list.slice(middle));
  };
  for (const list of lists) await admit(list);
  return refused;
}
