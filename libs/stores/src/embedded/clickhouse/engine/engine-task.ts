/** What the engine process is told at start, as JSON in its first argument. Holds no secret. */
export type EngineTask = {
  /** Data of the engine; one process at a time may open it. */
  directory: string;
  /** Insert bodies on their way into the engine; emptied at every start. */
  spool: string;
  /** Engine configuration in ClickHouse's XML. */
  configFile: string;
  passwordFile: string;
  /** 0 picks a free one that no outgoing connection is given. */
  port: number;
  /** Memory a single statement may take, bytes. */
  statementMemory: number;
};

/** The only account; its password is in `passwordFile`. */
export const ENGINE_USER = 'weighbridge';

/** Printed by the engine process, one JSON line, once it listens. */
export type EngineReady = { port: number };
