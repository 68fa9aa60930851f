import { RPC_ERROR_CODES } from '../../src/protocol/error-codes';
import {
  type InvalidMessageError,
  subjectOfUnreadable,
  isRequest,
  isResponse,
  parseMessage,
  quoteBytes,
} from '../../src/protocol/messages';

const parse = (text: string) => parseMessage(Buffer.from(text));

function parseError(text: string): InvalidMessageError {
  try {
    parse(text);
  } catch (error) {
    return error as InvalidMessageError;
  }
  throw new Error(`${text} was taken for a message`);
}

describe('parseMessage', () => {
  it('tells requests, notifications and responses apart', () => {
    const request = parse('{"jsonrpc":"2.0","id":1,"method":"stats","params":{}}');
    const notification = parse('{"jsonrpc":"2.0","method":"event"}');
    const response = parse('{"jsonrpc":"2.0","id":1,"result":null}');
    expect([isRequest(request), isResponse(request)]).toEqual([true, false]);
    expect([isRequest(notification), isResponse(notification)]).toEqual([false, false]);
    expect([isRequest(response), isResponse(response)]).toEqual([false, true]);
  });

  it.each(['', '{', 'Debugger attached.', '{"jsonrpc":"2.0",}', '\u0000\u0001'])(
    'refuses %j as no JSON',
    (text) => {
      expect(parseError(text)).toMatchObject({
        name: 'InvalidMessageError',
        code: RPC_ERROR_CODES.parseError,
      });
    },
  );

  it.each([
    '42',
    'null',
    '"text"',
    '[]',
    '{}',
    '{"jsonrpc":"1.0","id":1,"method":"stats"}',
    '{"jsonrpc":"2.0","id":null,"method":"stats"}',
    '{"jsonrpc":"2.0","id":{},"method":"stats"}',
    '{"jsonrpc":"2.0","id":1}',
    '{"jsonrpc":"2.0","result":1}',
    '{"jsonrpc":"2.0","id":1,"method":7}',
    '{"jsonrpc":"2.0","id":1,"method":{},"result":1}',
    '{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"both"}}',
    '{"jsonrpc":"2.0","id":1,"error":"text"}',
    '{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":"x"}}',
  ])('refuses %s as no message', (text) => {
    expect(parseError(text).code).toBe(RPC_ERROR_CODES.invalidRequest);
  });

  it('quotes the refused line, shortened, with its length', () => {
    expect(parseError('oops').message).toBe('a line is not JSON: "oops" (4 bytes)');
    expect(quoteBytes(Buffer.alloc(5000, 'a'))).toBe(`"${'a'.repeat(120)}"… (5000 bytes)`);
  });

  it('keeps keys such as __proto__ as data', () => {
    const message = parse(
      '{"jsonrpc":"2.0","id":1,"result":{"__proto__":{"polluted":true},"constructor":1}}',
    );
    const { result } = message as { result: object };
    expect(Object.keys(result)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('subjectOfUnreadable', () => {
  it('tells which request a line that cannot be read is or answers', () => {
    const subjectOf = (text: string) => subjectOfUnreadable(Buffer.from(text));
    expect(subjectOf('{"jsonrpc":"2.0","id":17,"result":[{"method":1')).toEqual({ id: 17, isAnswer: true });
    expect(subjectOf('{"jsonrpc":"2.0","id":17,"method":"call"')).toEqual({ id: 17, isAnswer: false });
    expect(subjectOf('noise {"jsonrpc":"2.0","id":17,"error":')).toEqual({ id: 17, isAnswer: true });
    expect(subjectOf('{"jsonrpc":"2.0","method":"event"')).toBeUndefined();
    expect(subjectOf('"{\\"jsonrpc\\":\\"2.0\\",\\"id\\":17,\\"result\\":1}')).toBeUndefined();
  });
});
