/** A fault or a notice of a configuration file, with the place a person has to look at. */
export interface ConfigProblem {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** `routes[0].targets[1].model`; empty for the file as a whole. */
  path: string;
  message: string;
  /** The known name that was probably meant. */
  suggestion?: string;
}

/** What `config validate --json` prints. */
export interface ConfigReport {
  valid: boolean;
  errors: ConfigProblem[];
  warnings: ConfigProblem[];
}
