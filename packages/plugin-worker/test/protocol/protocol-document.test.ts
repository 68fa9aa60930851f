import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MAX_UNAUTHENTICATED_PEERS,
  MAX_UNAUTHENTICATED_LINE_BYTES,
  UNAUTHENTICATED_MS,
} from '../../src/socket/unauthenticated-peers';
import { RPC_ERROR_CODES } from '../../src/protocol/error-codes';
import { HOOK_NAMES, hookSpec } from '../../src/protocol/hooks/hooks';
import { parseMessage } from '../../src/protocol/messages';
import { METHODS, complainAboutParams, isMethod } from '../../src/protocol/methods';

const page = readFileSync(join(__dirname, '../../../../docs/protocol.md'), 'utf8');

/** Cells of the table that follows a header row, without backticks. */
function tableUnder(header: string): string[][] {
  const lines = page.slice(page.indexOf(header)).split('\n').slice(2);
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Items of the list below a heading: **`name`**, what is in parentheses, and the text. */
function itemsUnder(heading: string): string[][] {
  const [list] = page.split(`\n${heading}\n`)[1].split('\n## ');
  const items = list.matchAll(/^- \*\*(.+?)\*\*(.+(?:\n {2}.+)*)/gm);
  return [...items].map(([, name, text]) => [bare(name), text.replace(/\n {2}/g, ' ')]);
}

const bare = (cell: string) => cell.replaceAll('`', '');
const samples = page.split('\n').filter((line) => line.startsWith('{'));

describe('docs/protocol.md', () => {
  it('has the methods of the code', () => {
    const written = itemsUnder('## Methods').map(([method, text]) => {
      const [, kind, direction, summary, params] = /^ \((.+), (.+)\): (.+) Params: (.+)\.$/.exec(text)!;
      return { method, kind, direction, params: params === 'none' ? [] : bare(params).split(', '), summary };
    });
    const coded = Object.entries(METHODS).map(([method, spec]) => ({
      method,
      kind: spec.kind,
      direction: spec.direction,
      params: Object.keys(spec.params),
      summary: spec.summary,
    }));
    expect(written).toEqual(coded);
  });

  it('has the error codes of the code', () => {
    const written = itemsUnder('## Errors')
      .filter(([code]) => /^-\d+$/.test(code))
      .map(([code, text]) => [/^ `(\w+)`: ./.exec(text)![1], Number(code)]);
    expect(Object.fromEntries(written)).toEqual(RPC_ERROR_CODES);
  });

  it('has the limits of the code on peers without the token', () => {
    const written = tableUnder('| limit').map(([name, value]) => [
      bare(name),
      Number(value.replace(',', '')),
    ]);
    expect(Object.fromEntries(written)).toEqual({
      MAX_UNAUTHENTICATED_LINE_BYTES,
      MAX_UNAUTHENTICATED_PEERS,
      UNAUTHENTICATED_MS,
    });
  });

  it.each(samples)('shows a valid line: %s', (line) => {
    const message = parseMessage(Buffer.from(line)) as { method?: string; params?: object };
    if (message.method === undefined) return;
    if (!isMethod(message.method)) throw new Error(`there is no method ${message.method}`);
    const named = Object.keys(METHODS[message.method].params);
    expect(named).toEqual(expect.arrayContaining(Object.keys(message.params ?? {})));
    expect(complainAboutParams(message.method, message.params)).toBeUndefined();
  });

  it('shows a sample line of each method', () => {
    const shown = samples.map((line) => (JSON.parse(line) as { method?: string }).method);
    expect(Object.keys(METHODS).filter((method) => !shown.includes(method))).toEqual([]);
  });

  it.each(HOOK_NAMES)('shows the sample of %s', (hook) => {
    const { params, result } = hookSpec(hook).sample;
    const asked = samples.findIndex((line) => line.includes(`"method":"${hook}"`));
    const [request, answer] = [asked, asked + 1].map((at) => JSON.parse(samples[at]) as object);
    expect(request).toEqual({ jsonrpc: '2.0', id: expect.any(Number) as number, method: hook, params });
    expect(answer).toEqual({ jsonrpc: '2.0', id: (request as { id: number }).id, result });
  });

  it('explains each param with a bullet', () => {
    const bullets = page
      .split('\n')
      .filter((line) => line.startsWith('- '))
      .join('\n');
    const params = Object.values(METHODS).flatMap((spec) => Object.keys(spec.params));
    expect(params.filter((param) => !bullets.includes(`\`${param}\``))).toEqual([]);
  });
});
