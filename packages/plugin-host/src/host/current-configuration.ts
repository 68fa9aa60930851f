import { readHostConfiguration, type HostConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import { checkNxIsSame, type NxLocation } from '../config/nx-location';
import type { ConfigurationOptions } from '../config/read-settings';

/** The configuration that the workers were last brought in line with, beside the one that the files hold now. */
export class CurrentConfiguration {
  #inUse: HostConfiguration;

  /** @throws {WorkspaceError} if the configuration can't be read. */
  constructor(
    private readonly root: string,
    private readonly nx: NxLocation,
    private readonly options: ConfigurationOptions,
  ) {
    this.#inUse = this.read();
  }

  get inUse(): HostConfiguration {
    return this.#inUse;
  }

  use(configuration: HostConfiguration): void {
    this.#inUse = configuration;
  }

  /**
   * @throws {WorkspaceError} `CONFIGURATION_INVALID`, `PLUGIN_UNKNOWN`; `NX_CHANGED` if another nx is installed now.
   */
  read(): HostConfiguration {
    checkNxIsSame(this.root, this.nx);
    return readHostConfiguration(this.root, this.nx.directory, this.options);
  }

  /** Whether the files hold another configuration than the one in use, or can't be read. */
  isChanged(): boolean {
    try {
      return !isSameJson(this.read(), this.#inUse);
    } catch {
      return true;
    }
  }
}
