import { readModelTable } from './read-model-table.js';

/**
 * Prices in USD per million tokens as of 2026-11-21, from @pydantic/genai-prices 0.1.8, which follows
 * https://platform.openai.com/docs/pricing ; limits and capabilities from
 * https://platform.openai.com/docs/models . A dash:
 * not sold separately, or not known for sure.
 */
export const OPENAI_MODELS = readModelTable(`
model                  | context | max output | capabilities                       | input output cache-read cache-write | long input
gpt-3.5-turbo          | 16385   | 4096       | tools logprobs                     | 0.5 1.5 - -                         | -
gpt-4-turbo            | 128000  | 4096       | tools vision logprobs              | 10 30 - -                           | -
gpt-4o                 | 128000  | 16384      | tools json_schema vision logprobs  | 2.5 10 1.25 -                       | -
gpt-4o-2024-05-13      | 128000  | 4096       | tools vision logprobs              | 5 15 - -                            | -
gpt-4o-mini            | 128000  | 16384      | tools json_schema vision logprobs  | 0.15 0.6 0.075 -                    | -
gpt-4.1                | 1047576 | 32768      | tools json_schema vision logprobs  | 2 8 0.5 -                           | -
gpt-4.1-mini           | 1047576 | 32768      | tools json_schema vision logprobs  | 0.4 1.6 0.1 -                       | -
gpt-4.1-nano           | 1047576 | 32768      | tools json_schema vision logprobs  | 0.1 0.4 0.025 -                     | -
o1                     | 200000  | 100000     | tools json_schema vision reasoning | 15 60 7.5 -                         | -
o3                     | 200000  | 100000     | tools json_schema vision reasoning | 2 8 0.5 -                           | -
o3-mini                | 200000  | 100000     | tools json_schema reasoning        | 1.1 4.4 0.55 -                      | -
o4-mini                | 200000  | 100000     | tools json_schema vision reasoning | 1.1 4.4 0.275 -                     | -
gpt-5                  | 400000  | 128000     | tools json_schema vision reasoning | 1.25 10 0.125 -                     | -
gpt-5-mini             | 400000  | 128000     | tools json_schema vision reasoning | 0.25 2 0.025 -                      | -
gpt-5-nano             | 400000  | 128000     | tools json_schema vision reasoning | 0.05 0.4 0.005 -                    | -
gpt-5.1                | 400000  | 128000     | tools json_schema vision reasoning | 1.25 10 0.125 -                     | -
gpt-5.2                | 400000  | 128000     | tools json_schema vision reasoning | 1.75 14 0.175 -                     | -
gpt-5.4                | 1050000 | 128000     | tools json_schema vision reasoning | 2.5 15 0.25 -                       | above 272000: 5 22.5 0.5 -
gpt-5.4-mini           | 400000  | 128000     | tools json_schema vision reasoning | 0.75 4.5 0.075 -                    | -
gpt-5.4-nano           | 400000  | 128000     | tools json_schema vision reasoning | 0.2 1.25 0.02 -                     | -
gpt-5.5                | 1000000 | 128000     | tools json_schema vision reasoning | 5 30 0.5 -                          | above 272000: 10 45 1 -
gpt-6-luna             | 1050000 | -          | -                                  | 0.1 0.5 0.01 0.125                  | above 272000: 0.2 0.75 0.02 0.25
gpt-6-sol              | 1050000 | -          | -                                  | 2 10 0.2 2.5                        | above 272000: 4 15 0.4 5
gpt-6-astra            | 1050000 | -          | -                                  | 10 50 1 12.5                        | above 272000: 20 75 2 25
text-embedding-3-small | 8192    | -          | embeddings                         | 0.02 0 - -                          | -
text-embedding-3-large | 8192    | -          | embeddings                         | 0.13 0 - -                          | -
text-embedding-ada-002 | 8192    | -          | embeddings                         | 0.1 0 - -                           | -
`);
