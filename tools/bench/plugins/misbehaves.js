const acts = {
  blocks: () => {
    for (;;);
  },
  'waits for ever': () => new Promise(() => undefined),
};

module.exports = {
  name: 'misbehaves',
  postTasksExecution: (_, { nxJsonConfiguration: { act } }) => {
    console.log('begun');
    return acts[act]();
  },
};
