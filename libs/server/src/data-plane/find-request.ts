/** One request as its caller may see it: cost, tokens, attempts, routing decision. */
export type RequestDetails = Record<string, unknown>;
