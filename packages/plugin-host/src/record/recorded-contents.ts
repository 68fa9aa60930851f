import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { RecordedFile } from './plugin-record';
import { hasKnownSecret } from './redaction';

/** Larger ones make a record that nobody can send. */
const LARGEST_BYTES = 2 * 1024 ** 2;

/** Names of files, or of one of their directories, that are made to keep secrets. */
const CREDENTIALS =
  /(^|\/)(\.env[^/]*|[^/]*\.env|\.local\.env|\.npmrc|\.yarnrc[^/]*|\.netrc|_netrc|\.htpasswd|\.pypirc|\.git-credentials|id_[a-z0-9]+|[^/]*\.(pem|key|p12|pfx|jks|keystore|kdbx|asc|gpg|tfstate|tfvars)|[^/]*(secret|credential|password)[^/]*|service-?account[^/]*\.json|\.(ssh|aws|azure|gcloud|kube|docker|gnupg|vault)\/.*)$/i;

export interface ContentRules {
  root: string;
  /** Whether the file is in Nx's index. What `.gitignore` and `.nxignore` leave out is not. */
  isIndexed: (path: string) => boolean;
  /** Leaves out secrets in a text. */
  redact: (text: string, path: string) => string;
}

/** The content of a file of the workspace, or why it may not be in a record, as the end of a sentence. */
export function readForRecord(
  path: string,
  { root, isIndexed, redact }: ContentRules,
): RecordedFile | string {
  if (CREDENTIALS.test(path)) return 'may hold credentials, by its name';
  if (!isIndexed(path)) return 'is ignored by .gitignore, .nxignore or Nx';
  try {
    const file = realpathSync(join(root, path));
    if (!file.startsWith(realpathSync(root) + sep) || CREDENTIALS.test(basename(file)))
      return 'is a link that leads out of the workspace';
    if (statSync(file).size > LARGEST_BYTES) return 'is larger than 2 MiB';
    const bytes = readFileSync(file);
    const text = bytes.toString('utf8');
    if (!Buffer.from(text).equals(bytes)) return { base64: bytes.toString('base64') };
    return hasKnownSecret(text)
      ? 'has something in it that looks like a secret'
      : { text: redact(text, path) };
  } catch {
    return 'is not there any more';
  }
}
