module.exports = {
  name: 'asks-for-the-graph',
  createNodes: ['**/x', () => require('@nx/devkit').createProjectGraphAsync()],
};
