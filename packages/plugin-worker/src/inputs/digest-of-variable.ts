import { createHash } from 'node:crypto';

/** Of the value of a variable of the environment, which may be a secret. */
export function digestOfVariable(value: string | undefined): string {
  return value === undefined ? 'unset' : createHash('sha256').update(value).digest('base64');
}
