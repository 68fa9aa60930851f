import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runNode } from '../process/run-program';
import { summarise } from './statistics';

/** `bare-session` is the limit in a session of its own, which keeps a worker off the terminal. */
const PEERS = [
  'bare-socket',
  'bare-session',
  'fork',
  'workerpool',
  'tinypool',
  'nx-isolated',
  'plugin-worker',
] as const;
const LIMIT = 'bare-socket';
const OURS = 'plugin-worker';

type Peer = (typeof PEERS)[number];
type Sample = Record<string, number>;

/** What the client measures in one run, and what of it is shown and limited. */
interface Measured {
  /** As `peers/client.js` calls it. */
  what: string;
  columns: Column[];
}

interface Column {
  of: string;
  title: string;
  digits: number;
  /** Ours against the limit in the same run: at most, or for a rate at least. */
  atMost?: number;
  atLeast?: number;
  /** Ours minus the limit, at most. */
  atMostAbove?: number;
}

const RPC: Measured = {
  what: 'rpc',
  columns: [
    { of: 'roundTripUs', title: 'round trip µs', digits: 0, atMost: 1.25 },
    { of: 'callsPerSecond', title: 'calls/s, 64 at once', digits: 0, atLeast: 0.7 },
  ],
};

const LAUNCH: Measured = {
  what: 'launch',
  columns: [{ of: 'launchMs', title: 'launch ms', digits: 0, atMost: 1.3 }],
};

const EIGHT: Measured = {
  what: 'eight',
  columns: [{ of: 'eightMs', title: 'eight at once ms', digits: 0, atMost: 1.3 }],
};

const MEMORY: Measured = {
  what: 'launch',
  columns: [{ of: 'memoryMb', title: 'worker MB', digits: 1, atMostAbove: 6 }],
};

const LARGE: Measured = {
  what: 'large',
  columns: ['smallParams', 'smallResult', 'largeParams', 'largeResult'].map((name) => ({
    of: `${name}Ms`,
    title:
      name.replace('small', '5 MB ').replace('large', '50 MB ').toLowerCase().replace('mb', 'MB') + ' ms',
    digits: 0,
  })),
};

interface PeerOptions {
  runs: number;
  isAsserted: boolean;
  /** Where the samples are written as JSON. */
  out?: string | undefined;
}

/** How long small calls take, one after the other and 64 at once; and values of 5 and 50 MB. */
export const benchRpc = (options: PeerOptions) => benchPeers('rpc', [RPC, LARGE], options);

/** From the launch to the first answer, of one process and of eight at once. */
export const benchLaunch = (options: PeerOptions) => benchPeers('launch', [LAUNCH, EIGHT], options);

/** What a process has in memory that has loaded a module of five lines. */
export const benchMemory = (options: PeerOptions) => benchPeers('memory', [MEMORY], options);

async function benchPeers(
  name: string,
  all: Measured[],
  { runs, isAsserted, out }: PeerOptions,
): Promise<boolean> {
  let isWithin = true;
  const kept: Record<string, Record<string, Sample[]>> = {};
  for (const measured of all) {
    const samples = await measureInTurn(measured.what, runs);
    kept[measured.what] = Object.fromEntries(samples);
    isWithin = report(measured, samples) && isWithin;
  }
  if (out !== undefined) keep(resolve(out), { name, node: process.version, runs, samples: kept });
  return !isAsserted || isWithin;
}

async function measureInTurn(what: string, runs: number): Promise<Map<Peer, Sample[]>> {
  const samples = new Map<Peer, Sample[]>(PEERS.map((peer) => [peer, []]));
  for (let run = 0; run < runs; run++)
    for (const peer of PEERS) samples.get(peer)!.push(await measure(peer, what));
  return samples;
}

async function measure(peer: Peer, what: string): Promise<Sample> {
  const client = join(__dirname, 'peers', 'client.js');
  const { stdout } = await runNode([client, peer, what], { cwd: __dirname });
  return JSON.parse(stdout) as Sample;
}

function report({ columns }: Measured, samples: Map<Peer, Sample[]>): boolean {
  const medianOf = (peer: Peer, { of }: Column) =>
    summarise(samples.get(peer)!.map((sample) => sample[of])).median;
  console.log(
    `\n${'median'.padEnd(16)}${columns.map(({ title }) => title.padStart(22) + '× limit'.padStart(9)).join('')}`,
  );
  for (const peer of PEERS) {
    const cells = columns.map((column) => {
      const median = medianOf(peer, column);
      return (
        median.toFixed(column.digits).padStart(22) + (median / medianOf(LIMIT, column)).toFixed(2).padStart(9)
      );
    });
    console.log(`${peer.padEnd(16)}${cells.join('')}`);
  }
  const verdicts = columns.map((column) => judge(column, medianOf(OURS, column), medianOf(LIMIT, column)));
  for (const { sentence } of verdicts) if (sentence) console.log(sentence);
  return verdicts.every(({ isWithin }) => isWithin);
}

function judge({ title, atMost, atLeast, atMostAbove }: Column, ours: number, limit: number) {
  const say = (isWithin: boolean, what: string) => ({
    isWithin,
    sentence: `${OURS}, ${title}: ${what}  ${isWithin ? 'ok' : 'MISSED'}`,
  });
  const ratio = ours / limit;
  if (atMost !== undefined) return say(ratio <= atMost, `${ratio.toFixed(2)} × limit, at most ${atMost}`);
  if (atLeast !== undefined) return say(ratio >= atLeast, `${ratio.toFixed(2)} × limit, at least ${atLeast}`);
  if (atMostAbove !== undefined)
    return say(
      ours - limit <= atMostAbove,
      `${(ours - limit).toFixed(1)} above limit, at most ${atMostAbove}`,
    );
  return { isWithin: true, sentence: undefined };
}

function keep(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
  console.log(`\nAll samples: ${file}`);
}
