import { boundMeasurements } from './bound-measurements';
import { summarise } from './statistics';

export interface BoundsOptions {
  runs: number;
  isAsserted: boolean;
}

/** Measures what has a bound in milliseconds at its value, and not at five times that as tests do. */
export async function benchBounds({ runs, isAsserted }: BoundsOptions): Promise<boolean> {
  let isWithin = true;
  const width = 64;
  console.log(`${`${runs} runs each, in ms`.padEnd(width)}${columns('median', 'max', 'bound')}`);
  for (const { what, boundMs, measure } of boundMeasurements) {
    const samples: number[] = [];
    for (let run = 0; run < runs; run++) samples.push(await measure());
    const { median, max } = summarise(samples);
    const verdict = max <= boundMs ? 'ok' : 'ABOVE';
    console.log(`${what.padEnd(width)}${columns(Math.round(median), Math.round(max), boundMs)}  ${verdict}`);
    isWithin &&= max <= boundMs;
  }
  return !isAsserted || isWithin;
}

function columns(...cells: (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(8)).join('');
}
