import { readModelTable } from './read-model-table.js';

/**
 * Prices in USD per million tokens as of 2026-11-21, from @pydantic/genai-prices 0.1.8, which follows
 * https://ai.google.dev/gemini-api/docs/pricing ; limits and capabilities from
 * https://ai.google.dev/gemini-api/docs/models . A dash:
 * not sold separately, or not known for sure.
 */
export const GEMINI_MODELS = readModelTable(`
model                  | context | max output | capabilities                                | input output cache-read cache-write | long input
gemini-2.0-flash       | 1048576 | 8192       | tools json_schema vision logprobs           | 0.1 0.4 0.025 -                     | -
gemini-2.0-flash-lite  | 1048576 | 8192       | tools json_schema vision                    | 0.075 0.3 - -                       | -
gemini-2.5-flash-lite  | 1000000 | 65535      | tools json_schema vision reasoning logprobs | 0.1 0.4 0.01 -                      | -
gemini-2.5-flash       | 1048576 | 65535      | tools json_schema vision reasoning logprobs | 0.3 2.5 0.03 -                      | -
gemini-2.5-pro         | 1048576 | 65535      | tools json_schema vision reasoning logprobs | 1.25 10 0.125 -                     | above 200000: 2.5 15 0.25 -
gemini-3-flash-preview | 1000000 | 65536      | tools json_schema vision reasoning          | 0.5 3 0.05 -                        | -
gemini-3-pro-preview   | 1048576 | 65536      | tools json_schema vision reasoning          | 2 12 0.2 -                          | above 200000: 4 18 0.4 -
gemini-3.1-pro-preview | 1048576 | 65536      | tools json_schema vision reasoning          | 2 12 0.2 -                          | above 200000: 4 18 0.4 -
gemini-3.1-flash-lite  | 1000000 | 65536      | tools json_schema vision reasoning          | 0.25 1.5 0.025 -                    | -
gemini-3.5-flash       | 1000000 | 65536      | tools json_schema vision reasoning          | 1.5 9 0.15 -                        | -
gemini-3.5-flash-lite  | 1000000 | 65536      | tools json_schema vision reasoning          | 0.3 2.5 0.03 -                      | -
gemini-embedding-001   | 2048    | -          | embeddings                                  | 0.15 0 - -                          | -
`);
