export interface SwarmPlatformProps {
  /** A manager, as SSH names it: `deploy@swarm.example.com`, with `:port` where it is not 22. */
  readonly host: string;
  /** Public key of the host, as in `known_hosts` behind the name: `ssh-ed25519 AAAA…`. Another key is refused. */
  readonly hostKey: string;
  /**
   * Name of the stack.
   * @default - made from the repository's name and the target's id
   */
  readonly stack?: string;
  /**
   * Port of every node that public requests arrive at.
   * @default - the workload's port; none where there is a domain
   */
  readonly publishedPort?: number;
  /**
   * Overlay network of the swarm's Traefik proxy, which serves the target's domain.
   * @default proxy
   */
  readonly proxyNetwork?: string;
  /**
   * Further overlay networks to join, which must exist.
   * @default - none
   */
  readonly networks?: string[];
  /**
   * The container may write to its own file system; else to `/tmp` only.
   * @default false
   */
  readonly writableRootFilesystem?: boolean;
  /**
   * Linux capabilities that the workload needs: `NET_BIND_SERVICE`. All others are dropped.
   * @default - none
   */
  readonly capabilities?: string[];
  /**
   * Where its tasks may run: `node.labels.zone == a`.
   * @default - anywhere
   */
  readonly constraints?: string[];
  /**
   * Changes to `stack.yml`, by path: `{ 'services.api.stop_grace_period': '60s' }`. A dot within a key is written `\\.`;
   * null removes.
   * @default - none
   */
  readonly overrides?: { [path: string]: any };
}
