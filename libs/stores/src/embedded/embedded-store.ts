/** A store running beside us as a child process, reached like any other by its URL. */
export type EmbeddedStore = {
  /** Connection URL with credentials; valid, restarts included, until `stop` resolves. */
  url: string;
  /** Process id of the store at this moment (it changes when the store is restarted). */
  processId(): number | undefined;
  /** Ends the store in order, by force after its grace time; safe to call twice. */
  stop(): Promise<void>;
};

/** Receives one line of progress or trouble, never a secret and never query text. */
export type StoreLog = (line: string) => void;
