import { WaitingLine } from '../../src/cli/waiting-line';

const CLEAR_LINE = '\r\x1b[2K';

function terminal(columns: number, isTTY = true, quietMs = 0, env: NodeJS.ProcessEnv = { TERM: 'xterm' }) {
  const shown: string[] = [];
  const stream = { isTTY, columns, write: (text: string) => shown.push(text) };
  return { shown, line: WaitingLine.on(stream as unknown as NodeJS.WriteStream, quietMs, env) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('it moves, steps aside, and leaves nothing', () => {
  const { shown, line } = terminal(80);
  line!.show('loading a');
  jest.advanceTimersByTime(80);
  line!.clear();
  line!.show('loading b');
  line!.end();
  jest.advanceTimersByTime(1000);
  expect(shown).toEqual([
    `${CLEAR_LINE}⠋ loading a`,
    `${CLEAR_LINE}⠙ loading a`,
    CLEAR_LINE,
    `${CLEAR_LINE}⠹ loading b`,
    CLEAR_LINE,
  ]);
});

test('a long sentence is cut, since a line that wraps can not be cleared', () => {
  const { shown, line } = terminal(12);
  line!.show('loading a long name');
  line!.end();
  expect(shown[0]).toBe(`${CLEAR_LINE}⠋ loading …`);
});

test('it handles no signal and hides no cursor', () => {
  const before = process.eventNames().map((name) => [name, process.listenerCount(name)]);
  const { shown, line } = terminal(80);
  line!.show('loading a');
  expect(process.eventNames().map((name) => [name, process.listenerCount(name)])).toEqual(before);
  line!.end();
  expect(shown.join('')).not.toContain('\x1b[?25l');
});

test.each([
  ['no terminal', 80, false],
  ['a pseudo-terminal without a size', 0, true],
])('there is none on %s', (_, columns, isTTY) => {
  expect(terminal(columns, isTTY).line).toBeUndefined();
});

test.each([{ TERM: 'dumb' }, { TERM: 'xterm', CI: 'true' }])('there is none with %j', (env) => {
  expect(terminal(80, true, 0, env).line).toBeUndefined();
});

test('it asks for its sentence again, and is not there for those who get their answer at once', () => {
  const { shown, line } = terminal(40, true, 200);
  let seconds = 0;
  line!.show((columns) => `${seconds++} s, ${columns} columns`);
  line!.clear();
  expect(shown).toEqual([]);
  jest.advanceTimersByTime(320);
  expect(shown).toEqual([`${CLEAR_LINE}⠋ 0 s, 37 columns`, `${CLEAR_LINE}⠙ 1 s, 37 columns`]);
  line!.end();
});
