const { connectPluginHost, createPluginHost, WorkspaceError } = require('@plugin-isolation/plugin-host');

/**
 * The part of an editor that this needs.
 * @typedef {object} Window
 * @property {(names: string[]) => void} showProjects fills the view of projects
 * @property {(text: string) => void} setStatus the line at the bottom
 * @property {(text: string) => void} showProblem something that the user has to do something about
 * @property {(listener: () => void) => void} onDidSave a file was saved
 */

/**
 * What an editor calls when it opens a workspace.
 * @param {Window} window
 * @param {string} root
 * @returns {Promise<{ dispose(): Promise<void> }>} what it calls when it closes it
 */
exports.activate = async (window, root) => {
  const host = await openHost(window, root);
  host.on('waiting', (sentence) => window.setStatus(sentence));
  host.on('worker', (event) => {
    if (event.type === 'crashed') window.showProblem(`${event.plugin}: ${event.error.message}`);
  });
  host.on('graph', ({ graph, errors, isReused }) => {
    window.showProjects(Object.keys(graph.nodes).sort());
    window.setStatus(isReused ? 'nothing has changed' : 'up to date');
    for (const { plugin, message } of errors) window.showProblem(`${plugin}: ${message}`);
  });
  // Calls at the same time share one computation. The host compares files, so it is right also if a save was missed.
  const refresh = () => host.computeProjectGraph().catch((error) => window.showProblem(error.message));
  window.onDidSave(refresh);
  await refresh();
  return { dispose: () => host.close() };
};

/** The host that `plugin-host watch` serves, with its warm workers. If there is none, one of this process's own. */
async function openHost(window, root) {
  const onLog = () => undefined;
  try {
    const host = await connectPluginHost({ root, onLog });
    window.setStatus('connected to the served host');
    return host;
  } catch (error) {
    const isNotServed =
      error instanceof WorkspaceError && ['HOST_NOT_SERVED', 'HOST_SILENT'].includes(error.code);
    if (!isNotServed) throw error;
    window.setStatus('no host is served: started one');
    return createPluginHost({ root, onLog });
  }
}
