interface Listening {
  acts: Set<() => void>;
  end: () => void;
}

const listening = new WeakMap<AbortSignal, Listening>();

/**
 * Does `act` when `signal` aborts; the result takes it back. However many workers share a signal, it has one listener,
 * and none once they have ended. Node warns of a leak from the eleventh listener on.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const { acts, end } = listening.get(signal) ?? listen(signal);
  acts.add(act);
  return () => {
    if (acts.delete(act) && acts.size === 0) end();
  };
}

function listen(signal: AbortSignal): Listening {
  const acts = new Set<() => void>();
  const actAll = () => acts.forEach((act) => act());
  const end = () => {
    signal.removeEventListener('abort', actAll);
    listening.delete(signal);
  };
  signal.addEventListener('abort', actAll);
  listening.set(signal, { acts, end });
  return { acts, end };
}
