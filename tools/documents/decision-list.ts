import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';

/** A link to each decision, by its heading. */
export function decisionList(): Promise<string> {
  const directory = join(repositoryRoot, 'docs/decisions');
  const files = readdirSync(directory).filter((name) => /^\d{4}-.*\.md$/.test(name));
  const rows = files.sort().map((name) => {
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(readFileSync(join(directory, name), 'utf8'))!;
    return `- ${number}: [${title}](${name})\n`;
  });
  return Promise.resolve(rows.join(''));
}
