import { ArgumentsError } from '../arguments/check-arguments';
import type { ModuleWorker } from '../launch/launch-worker';
import type { HostedPluginProxy, HostedPluginWorker } from '../launch/launch-hosted-plugin-worker';
import type { CreateDependenciesContext, RawDependency } from '../protocol/hooks/create-dependencies';
import type { Capabilities, HookName } from '../protocol/hooks/hooks';
import type { ProjectGraph } from '../protocol/nx-types';
import type { HookCalls } from './hook-calls';
import { createDependenciesContext, createGraph, createNodesContext, type Inferred } from './hook-contexts';
import { toDependencies, toInference, toMetadata } from './outcomes';
import type { Dependencies, Inference, Metadata } from './outcomes';
import type { PortableText } from './portable-text';
import type { TemporaryWorkspace, TestFiles, TestWorkspace } from './test-workspace';

/** A plugin in a worker, and a workspace for it. */
export interface TestedPlugin extends AsyncDisposable {
  /** What the plugin calls itself. */
  readonly name: string;
  /** Its hooks; for `createNodes` the pattern of its configuration files. */
  readonly capabilities: Capabilities;
  /** The temporary workspace that it runs in. */
  readonly workspace: TestWorkspace;
  /**
   * What `createNodes` gives for the files that match its pattern. An `nx.json` of `{}` is there unless it is given.
   * @param files are then all files of the workspace. Default: those that are there.
   * @throws {ArgumentsError} if the plugin has no `createNodes`, or for a path that leads out of the workspace.
   */
  infer(files?: TestFiles): Promise<Inference>;
  /**
   * What `createDependencies` gives.
   * @param context Default: the projects that {@link infer} gave last, and the files of the workspace.
   * @throws {ArgumentsError} if the plugin has no `createDependencies`.
   */
  createDependencies(context?: Partial<CreateDependenciesContext>): Promise<Dependencies>;
  /**
   * What `createMetadata` gives.
   * @param graph Default: the projects and dependencies that were given last.
   * @throws {ArgumentsError} if the plugin has no `createMetadata`.
   */
  createMetadata(graph?: Partial<ProjectGraph>): Promise<Metadata>;
  /** Ends the worker and removes the workspace. Otherwise both happen when the test's process ends. */
  stop(): Promise<void>;
}

export interface Parts {
  worker: HostedPluginWorker;
  calls: HookCalls;
  matcher: ModuleWorker<typeof import('./match-files')>;
  workspace: TemporaryWorkspace;
  portable: PortableText;
  /** Those that each workspace begins with. */
  baseFiles: TestFiles;
}

export class RunningPlugin implements TestedPlugin {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly workspace: TestWorkspace;
  #inferred: Inferred = { projects: {}, externalNodes: {} };
  #edges: RawDependency[] = [];

  constructor(private readonly parts: Parts) {
    const { worker, workspace } = parts;
    this.name = worker.name;
    this.capabilities = worker.capabilities;
    this.workspace = workspace;
  }

  async infer(files?: TestFiles): Promise<Inference> {
    const { matcher, workspace, portable } = this.parts;
    const pattern = this.#need('createNodes');
    let matching: string[] = [];
    const call = await this.#call(files, async ({ createNodes }) => {
      matching = await matcher.api.matchFiles(
        workspace.root,
        workspace.data,
        pattern as string,
        workspace.files(),
      );
      return matching.length > 0 ? createNodes![1](matching, createNodesContext(workspace)) : [];
    });
    const inference = toInference(matching, call, portable);
    this.#inferred = inference;
    return inference;
  }

  async createDependencies(context: Partial<CreateDependenciesContext> = {}): Promise<Dependencies> {
    const { workspace, portable } = this.parts;
    this.#need('createDependencies');
    const call = await this.#call(undefined, (plugin) =>
      plugin.createDependencies!(createDependenciesContext(workspace, this.#inferred, context)),
    );
    const outcome = toDependencies(call, portable);
    this.#edges = outcome.dependencies;
    return outcome;
  }

  async createMetadata(graph: Partial<ProjectGraph> = {}): Promise<Metadata> {
    const { workspace, portable } = this.parts;
    this.#need('createMetadata');
    const call = await this.#call(undefined, (plugin) =>
      plugin.createMetadata!(createGraph(this.#inferred, this.#edges, graph), createNodesContext(workspace)),
    );
    return toMetadata(call, portable);
  }

  async stop(): Promise<void> {
    const { calls, matcher, workspace } = this.parts;
    await Promise.all([calls.stop(), matcher.stop()]);
    workspace.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #call<T>(files: TestFiles | undefined, work: (plugin: HostedPluginProxy) => Promise<T>) {
    const { calls, workspace, baseFiles } = this.parts;
    const prepare = () => {
      if (!files) return;
      workspace.clear();
      workspace.write({ ...baseFiles, ...files });
    };
    return calls.call(prepare, work);
  }

  /** What the plugin says of this hook. */
  #need(hook: HookName): string | true {
    const { [hook]: capability, ...others } = this.capabilities;
    if (capability !== undefined) return capability;
    const known = Object.keys({ ...others }).join(', ') || 'none';
    throw new ArgumentsError(
      'plugin',
      `The plugin "${this.name}" has no ${hook}. Test one of the hooks that it has: ${known}.`,
    );
  }
}
