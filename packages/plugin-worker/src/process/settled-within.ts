import { clearTimeout, setTimeout } from '../protocol/intrinsics';

/** Waits for `promise`, at most `withinMs`; says whether it was in time. */
export async function settledWithin(promise: Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  const isSettled = await Promise.race([promise.then(() => true), timeout]);
  clearTimeout(timer);
  return isSettled;
}
