import type { OfficialRow } from './official';
import { OFFICIAL_EDITS } from './official-edits';

/** As markdown: a row for each plugin. What can't be seen, and what fails, is said below. */
export function formatRows(rows: OfficialRow[]): string {
  const edits = OFFICIAL_EDITS.map(({ name }) => name);
  const head = ['plugin', 'seen', 'inputs', 'first time', ...edits];
  const lines = [head, head.map(() => '---'), ...rows.map((row) => cellsOf(row, edits))];
  const notes = rows.flatMap(({ plugin: { plugin }, failure, incomplete }) => {
    const why =
      failure === undefined ? incomplete && `runs each time: it ${incomplete}` : `fails: ${failure}`;
    return why ? [`- \`${plugin}\` ${why.split('\n')[0]}`] : [];
  });
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ')), '', ...notes].join(
    '\n',
  );
}

function cellsOf({ plugin, failure, trace, firstMs, ...row }: OfficialRow, edits: string[]): string[] {
  const name = `\`${plugin.plugin}\``;
  if (failure !== undefined) return [name, 'it fails', '', '', ...edits.map(() => '')];
  const size = trace ? `${trace.inputs}, ${Math.ceil(trace.bytes / 1000)} kB` : '';
  const isComplete = trace?.isComplete && row.incomplete === undefined;
  const first = firstMs === undefined ? '' : `${Math.round(firstMs)} ms`;
  const ran = edits.map((edit) => (row.ranAfter.includes(edit) ? 'ran' : ''));
  return [name, isComplete ? 'yes' : 'no', size, first, ...ran];
}
