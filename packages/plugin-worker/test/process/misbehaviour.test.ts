import { PROTOCOL_VERSION } from '../../src/protocol/methods';
import { startHost } from '../support/processes';

interface Failure {
  name: string;
  code: string;
  hook: string;
  message: string;
}
type End = 'fine' | Failure;

/** Whichever comes first: the worker ends as if its host were gone, or is killed for the end of its connection. */
const LOST = 'WORKER_EXITED or WORKER_START_FAILED';

/** way → how the call, and the one after it with 4 MB, end */
const CALLS: Record<string, [call: string, next: string]> = {
  'garbage on the lifeline': ['fine', 'fine'],
  'garbage on the connection': ['fine', 'fine'],
  'foreign bytes before its answer': ['REQUEST_REFUSED', 'fine'],
  'half of its answer': ['REQUEST_REFUSED', 'fine'],
  'answers that nobody waits for': ['fine', 'fine'],
  'an error that is none': ['REQUEST_REFUSED', 'fine'],
  'notifications without params': ['fine', 'fine'],
  'requests of its own': ['fine', 'fine'],
  'the end of its connection': [LOST, 'WORKER_STOPPED'],
  'half a line and its end': [LOST, 'WORKER_STOPPED'],
  'half a line and SIGKILL': ['WORKER_EXITED', 'WORKER_STOPPED'],
  'last words that are none': ['WORKER_EXITED', 'WORKER_STOPPED'],
  'a closed connection in the middle of a write': ['fine', LOST],
  'a rejection': ['PLUGIN_HOOK_FAILED', 'fine'],
  'a throw': ['PLUGIN_HOOK_FAILED', 'fine'],
  'preload speaks-garbage-first': ['fine', 'fine'],
};

/** preload → how the launch ends */
const LAUNCHES: Record<string, [code: string, message: string]> = {
  'preload names-a-foreign-address': [
    'WORKER_START_FAILED',
    'it listens at /foreign.sock and not where it was told to',
  ],
  'preload speaks-another-version': [
    'WORKER_START_FAILED',
    `it speaks version 99 of the protocol, and this host version ${PROTOCOL_VERSION}`,
  ],
  'preload ends-in-half-a-ready': ['WORKER_EXITED', 'exited with code 4'],
};

describe('a worker that breaks the protocol', () => {
  const ends = new Map<string, { launch: End; call: End; next: End }>();
  let uncaught: string[];
  let ending: unknown;

  beforeAll(async () => {
    const host = startHost('survives-misbehaviour.js');
    host.child.stdin.end([...Object.keys(CALLS), ...Object.keys(LAUNCHES)].join('\n'));
    ending = await host.exited;
    const printed = JSON.parse(host.stdout) as {
      ends: { way: string; launch: End; call: End; next: End }[];
      uncaught: string[];
    };
    for (const end of printed.ends) ends.set(end.way, end);
    uncaught = printed.uncaught;
  }, 60_000);

  const codeOf = (end: End) => (end === 'fine' ? end : end.code);

  it('B25 leaves its host without an uncaught exception, an unhandled rejection, or a warning', () => {
    expect(uncaught).toEqual([]);
    expect(ending).toBe(0);
  });

  it.each(Object.entries(CALLS))('B25 %s: the call ends with %j', (way, codes) => {
    const { launch, call, next } = ends.get(way)!;
    expect(launch).toBe('fine');
    expect(codes[0].split(' or ')).toContain(codeOf(call));
    expect(codes[1].split(' or ')).toContain(codeOf(next));
    for (const end of [call, next]) if (end !== 'fine') expect(end.hook).toBe('createMetadata');
  });

  it.each(Object.entries(LAUNCHES))('B25 %s: the launch ends with %j', (way, [code, message]) => {
    const { launch } = ends.get(way)!;
    expect(launch).toMatchObject({ code, hook: 'load', message: expect.stringContaining(message) as string });
  });
});
