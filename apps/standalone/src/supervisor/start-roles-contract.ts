/** The parts of the product: the data plane, the control plane, the jobs. */
export type Role = 'gateway' | 'control' | 'worker';

/** What the composition of the roles is given; `startRoles` of the server library takes it. */
export type StartRolesOptions = {
  roles: Role[];
  databaseUrl: string;
  clickhouseUrl: string;
  redisUrl: string | undefined;
  dataDir: string;
  host: string;
  port: number;
  env: Record<string, string | undefined>;
};

export type StartedRoles = {
  /** Base URL, with the port that was picked. */
  url: string;
  /** Lines for the very first start: login, admin token, key, `curl`. */
  firstRun?: string[];
  /** Reads the configuration file again. */
  reload?(): Promise<void>;
  /** Drains requests, flushes, ends. */
  close(): Promise<void>;
};

export type StartRoles = (options: StartRolesOptions) => Promise<StartedRoles>;
