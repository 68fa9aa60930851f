import { isSerializedError, reviveError } from '../../src/protocol/revive-error';
import { serializeError, type SerializedError } from '../../src/protocol/serialize-error';

type Loose = Error & Record<string, unknown>;

/** What arrives at the other side of a connection. */
function travel(thrown: unknown): Loose {
  const text = JSON.stringify(serializeError(thrown));
  return reviveError(JSON.parse(text) as SerializedError) as Loose;
}

class AggregateCreateNodesError extends Error {
  override readonly name = 'AggregateCreateNodesError';
  constructor(
    readonly errors: [file: string | null, error: Error][],
    readonly partialResults: unknown[],
  ) {
    super('Failed to create nodes');
  }
}

describe('an error after the trip', () => {
  it('B53 is an Error with name, message, code and the stack of the plugin', () => {
    const thrown = Object.assign(new TypeError('bad input'), { code: 'E_BAD' });
    const error = travel(thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'TypeError',
      message: 'bad input',
      code: 'E_BAD',
      stack: thrown.stack,
    });
    expect(Object.keys(error)).toEqual(['code']);
  });

  it('B53 keeps a cause chain of three', () => {
    const root = Object.assign(new RangeError('root'), { code: 'E_ROOT' });
    const error = travel(new Error('outer', { cause: new TypeError('middle', { cause: root }) }));
    const middle = error.cause as Loose;
    expect(middle).toBeInstanceOf(Error);
    expect(middle).toMatchObject({ name: 'TypeError', message: 'middle' });
    expect(middle.cause).toMatchObject({ name: 'RangeError', message: 'root', code: 'E_ROOT' });
    expect(middle.cause).toBeInstanceOf(Error);
  });

  it('B53 keeps a cause that is no error', () => {
    expect(travel(new Error('outer', { cause: { status: 404 } })).cause).toMatchObject({
      thrown: { status: 404 },
    });
  });

  it('B53 keeps the errors of an AggregateError', () => {
    const error = travel(new AggregateError([new Error('one'), new SyntaxError('two')], 'both'));
    expect(error).toBeInstanceOf(AggregateError);
    const { errors } = error as unknown as AggregateError;
    expect(errors.map((inner: Error) => [inner.name, inner.message])).toEqual([
      ['Error', 'one'],
      ['SyntaxError', 'two'],
    ]);
    expect(errors.every((inner) => inner instanceof Error)).toBe(true);
  });

  it('B53 keeps an AggregateCreateNodesError with its [file, error] tuples and partial results', () => {
    const inner = Object.assign(new Error('broken project.json'), { line: 3 });
    const partial = [['plugin', 'a/project.json', { projects: { a: { root: 'a' } } }]];
    const error = travel(
      new AggregateCreateNodesError(
        [
          ['b/project.json', inner],
          [null, new Error('x')],
        ],
        partial,
      ),
    );
    expect(error.name).toBe('AggregateCreateNodesError');
    expect(error['partialResults']).toEqual(partial);
    const errors = error['errors'] as [string | null, Loose][];
    expect(errors.map(([file]) => file)).toEqual(['b/project.json', null]);
    expect(errors[0][1]).toBeInstanceOf(Error);
    expect(errors[0][1]).toMatchObject({ message: 'broken project.json', line: 3, stack: inner.stack });
  });

  it('B53 keeps own fields, also errors inside them, and leaves out what JSON cannot carry', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const fields = { details: { at: [1, 2] }, inner: new Error('nested'), cycle, fn: () => 1, big: 1n };
    const error = travel(Object.assign(new Error('with fields'), fields));
    expect(error['details']).toEqual({ at: [1, 2] });
    expect(error['inner']).toBeInstanceOf(Error);
    expect(Object.keys(error).sort()).toEqual(['details', 'inner']);
  });

  it.each([
    ['a string', 'text', 'text'],
    ['a number', 42, 'a value that is no Error was thrown: 42'],
    ['null', null, 'a value that is no Error was thrown: null'],
    ['an object', { a: 1 }, 'a value that is no Error was thrown: {"a":1}'],
  ])('B53 makes %s that was thrown an Error that carries it', (_name, thrown, message) => {
    const error = travel(thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ message, thrown });
  });

  it('B53 survives undefined, a symbol, and an object that nothing can show', () => {
    const hostile = {
      toJSON() {
        throw new Error('no');
      },
    };
    for (const thrown of [undefined, Symbol('s'), hostile]) expect(travel(thrown)).toBeInstanceOf(Error);
  });

  it('B53 survives a cause that is its own cause', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(travel(error)).toMatchObject({ message: 'loop' });
  });

  it('B53 survives an error whose getter throws', () => {
    const error = new Error('with a getter');
    Object.defineProperty(error, 'broken', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    expect(travel(error)).toMatchObject({ message: 'with a getter' });
  });

  it('keeps a __proto__ field as data', () => {
    const error = new Error('x');
    Object.defineProperty(error, '__proto__', { value: { polluted: true }, enumerable: true });
    const arrived = travel(error);
    expect(Object.keys(arrived)).toEqual(['__proto__']);
    expect(arrived['polluted']).toBeUndefined();
  });

  it('B25 survives an error that nothing can be read from', () => {
    const trapped = new Proxy(new Error('x'), {
      get() {
        throw new Error('no');
      },
    });
    expect(travel(trapped).message).toBe('an error that cannot be read was thrown');
  });

  it('B25 revives errors in errors and lists in lists without end only so deep', () => {
    const nest = (open: string, close: string) => open.repeat(100_000) + '1' + close.repeat(100_000);
    for (const field of [nest('[', ']'), nest('{"$error":{"name":"E","message":"m","fields":{"a":', '}}}')]) {
      const error = reviveError(
        JSON.parse(`{"name":"E","message":"m","fields":{"a":${field}}}`) as SerializedError,
      );
      expect(error).toMatchObject({ name: 'E', message: 'm' });
    }
    const chain = JSON.parse(nest('{"name":"E","message":"m","cause":', '}')) as unknown;
    expect(isSerializedError(chain)).toBe(false);
  });
});
