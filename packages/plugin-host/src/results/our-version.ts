/** Another version may keep something else, or look at less. */
export const { version: OUR_VERSION } = require('../../package.json') as { version: string };
