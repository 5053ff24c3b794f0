import { readFactsTable } from './read-facts-table.js';

/** As of 2026-11-21, from https://ai.google.dev/gemini-api/docs/models . A dash: not known for sure. */
export const GEMINI_FACTS = readFactsTable(`
model                  | context | max output | capabilities
gemini-2.0-flash       | 1048576 | 8192       | tools json_schema vision logprobs
gemini-2.0-flash-lite  | 1048576 | 8192       | tools json_schema vision
gemini-2.5-flash-lite  | 1000000 | 65535      | tools json_schema vision reasoning logprobs
gemini-2.5-flash       | 1048576 | 65535      | tools json_schema vision reasoning logprobs
gemini-2.5-pro         | 1048576 | 65535      | tools json_schema vision reasoning logprobs
gemini-3-flash-preview | 1000000 | 65536      | tools json_schema vision reasoning
gemini-3-pro-preview   | 1048576 | 65536      | tools json_schema vision reasoning
gemini-3.1-pro-preview | 1048576 | 65536      | tools json_schema vision reasoning
gemini-3.1-flash-lite  | 1000000 | 65536      | tools json_schema vision reasoning
gemini-3.5-flash       | 1000000 | 65536      | tools json_schema vision reasoning
gemini-3.5-flash-lite  | 1000000 | 65536      | tools json_schema vision reasoning
gemini-embedding-001   | 2048    | -          | embeddings
`);
