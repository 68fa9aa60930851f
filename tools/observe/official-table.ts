import type { OfficialRow } from './official';

/** As markdown: a row for each plugin. What can't be seen, and what fails, is said below. */
export function formatRows(rows: OfficialRow[]): string {
  const head = ['plugin', 'everything seen?', 'inputs', 'first time', 'ran again after'];
  const lines = [head, head.map(() => '---'), ...rows.map(cellsOf)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const notes = rows.flatMap(({ plugin: { plugin }, failure, incomplete }) => {
    const why =
      failure === undefined ? incomplete && `runs each time: it ${incomplete}` : `fails: ${failure}`;
    return why ? [`- \`${plugin}\` ${why.split('\n')[0]}`] : [];
  });
  return [...lines, '', ...notes].join('\n');
}

function cellsOf({ plugin, failure, trace, firstMs, incomplete, ranAfter }: OfficialRow): string[] {
  const name = `\`${plugin.plugin}\``;
  if (failure !== undefined) return [name, 'it does not run here', '', '', ''];
  const size = trace ? `${trace.inputs}, ${Math.ceil(trace.bytes / 1000)} kB` : '';
  const isComplete = trace?.isComplete && incomplete === undefined;
  const first = firstMs === undefined ? '' : `${Math.round(firstMs)} ms`;
  return [name, isComplete ? 'yes' : 'no', size, first, isComplete ? ranAfter.join('; ') : 'each time'];
}
