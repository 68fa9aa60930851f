const { rmSync } = require('node:fs');
// The one that jest itself uses.
const { TestEnvironment } = require(
  require.resolve('jest-environment-node', { paths: [require.resolve('jest')] }),
);

/**
 * With `KEEP_WORKSPACE=1`: workspaces are removed when their test has passed. The path of one that is kept is printed.
 */
module.exports = class KeepsFailedWorkspaces extends TestEnvironment {
  #hasFailed = false;

  async setup() {
    await super.setup();
    this.global.disposedWorkspaces = [];
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_done') {
      this.#hasFailed ||= test.errors.length > 0;
      this.#settle(test.errors.length > 0);
    }
    // What `afterAll` disposes of was shared by all tests of the file.
    if (name === 'run_finish') this.#settle(this.#hasFailed);
  }

  #settle(isKept) {
    for (const root of this.global.disposedWorkspaces.splice(0)) {
      if (isKept) process.stderr.write(`The workspace of a failed test is kept: ${root}\n`);
      else rmSync(root, { recursive: true, force: true });
    }
  }
};
