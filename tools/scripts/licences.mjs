// Says which packages of package-lock.json have a licence that is not allowed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import { root } from './steps.mjs';

/** What the packages of this repository may depend on: whoever installs them gets it. */
const FOR_USERS = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'];
/** What may be used for work on this repository. */
const FOR_WORK = [...FOR_USERS, 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0', 'Python-2.0'];

/** Name → licence, as package-lock.json has them. Packages of this repository are links, and the root is "". */
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);

const refused = installed.filter(([, { dev, license }]) => !isAllowed(license, dev ? FOR_WORK : FOR_USERS));
for (const [path, { version, license = 'no licence' }] of refused)
  console.error(`${path} ${version} has ${license}, which is not on the list in tools/scripts/licences.mjs.`);
if (refused.length > 0) process.exitCode = 1;

function isAllowed(license, allowed) {
  try {
    return satisfies(license, allowed);
  } catch {
    return false; // no licence, or none that SPDX knows
  }
}
