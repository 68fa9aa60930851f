type Environment = NodeJS.ProcessEnv;

/**
 * The environment that nx gives to its plugins, as a whole: this process's, with what nx has set in it when it loads
 * them. With `args`, what follows the word `nx`, that is foreseen, since nx has not started. The first call decides: a
 * plugin that is loaded again gets the same.
 */
export function pluginEnvironment(args?: string[]): () => Environment {
  const foreseen = args && asNxSetsIt({ ...process.env }, args);
  let decided: Environment | undefined;
  return () => (decided ??= uncoloured(foreseen ?? { ...process.env }));
}

/** What every supported nx does at its start. How it draws on a terminal (`NX_TUI`) does not concern a plugin. */
function asNxSetsIt(env: Environment, args: string[]): Environment {
  if (env['FORCE_COLOR'] === '0') {
    Object.assign(env, { NX_ORIGINAL_FORCE_COLOR: '0', NO_COLOR: '1' });
    delete env['FORCE_COLOR'];
  }
  const isVerbose = saysVerbose(args) ?? env['NX_VERBOSE_LOGGING'] === 'true';
  return { ...env, NX_CLI_SET: 'true', NX_VERBOSE_LOGGING: String(isVerbose) };
}

function saysVerbose(args: string[]): boolean | undefined {
  const own = args.slice(0, args.indexOf('--') >>> 0);
  const said = own.filter((word) => /^--(no-)?verbose(=(true|false))?$/.test(word)).at(-1);
  return said === undefined ? undefined : said === '--verbose' || said === '--verbose=true';
}

/** A worker of ours is coloured as the terminal is, unless somebody says something. Nx's is not. */
function uncoloured(env: Environment): Environment {
  return { ...env, FORCE_COLOR: env['FORCE_COLOR'] };
}
