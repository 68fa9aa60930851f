module.exports = { name: 'does-nothing', createNodes: ['**/x', () => []] };
