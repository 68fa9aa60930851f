/**
 * The caller's callback, made harmless for everybody else. What it throws is an uncaught exception of this process, as
 * in any listener. It ends neither the call of the library nor what comes after it.
 */
export function guarded<A extends unknown[]>(callback: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      callback(...args);
    } catch (error) {
      throwLater(error);
    }
  };
}

export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
