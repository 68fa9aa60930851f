/** `873 ms`, `2.41 s` */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** `873 ms`, `56 s`, `4 min 10 s` */
export function formatLongMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `48.2 MiB` */
export function formatBytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

interface Room {
  /** Of the terminal, if it is one. */
  columns: number | undefined;
  /** Which columns of the table are left out if there is no room, the first one first. */
  leaveOut: string[];
}

/** Columns padded to their widest cell; the last one is left as it is. With `room`, the first row has their titles. */
export function formatTable(
  all: string[][],
  { columns = Infinity, leaveOut }: Room = { columns: undefined, leaveOut: [] },
): string {
  let rows = all;
  const isWide = () =>
    printTable(rows)
      .split('\n')
      .some(({ length }) => length > columns);
  for (const title of leaveOut) {
    if (!isWide()) break;
    const index = rows[0].indexOf(title);
    rows = rows.map((row) => row.filter((_, column) => column !== index));
  }
  return printTable(rows);
}

function printTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const formatRow = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `  ${formatRow(row)}\n`).join('');
}
