const { createHash } = require('node:crypto');
const { compile, identity } = require('./compile');

// ts-jest loads TypeScript in each of its processes, and takes several times as long for each file.
module.exports = {
  process: (source, filename) => compile(source, filename, true),
  getCacheKey: (source, filename) =>
    createHash('sha256')
      .update(JSON.stringify([identity, filename, source]))
      .digest('hex'),
};
