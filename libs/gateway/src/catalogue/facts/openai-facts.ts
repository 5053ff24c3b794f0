import { readFactsTable } from './read-facts-table.js';

/** As of 2026-11-21, from https://platform.openai.com/docs/models . A dash: not known for sure. */
export const OPENAI_FACTS = readFactsTable(`
model                  | context | max output | capabilities
gpt-3.5-turbo          | 16385   | 4096       | tools logprobs
gpt-4-turbo            | 128000  | 4096       | tools vision logprobs
gpt-4o                 | 128000  | 16384      | tools json_schema vision logprobs
gpt-4o-2024-05-13      | 128000  | 4096       | tools vision logprobs
gpt-4o-mini            | 128000  | 16384      | tools json_schema vision logprobs
gpt-4.1                | 1047576 | 32768      | tools json_schema vision logprobs
gpt-4.1-mini           | 1047576 | 32768      | tools json_schema vision logprobs
gpt-4.1-nano           | 1047576 | 32768      | tools json_schema vision logprobs
o1                     | 200000  | 100000     | tools json_schema vision reasoning
o3                     | 200000  | 100000     | tools json_schema vision reasoning
o3-mini                | 200000  | 100000     | tools json_schema reasoning
o4-mini                | 200000  | 100000     | tools json_schema vision reasoning
gpt-5                  | 400000  | 128000     | tools json_schema vision reasoning
gpt-5-mini             | 400000  | 128000     | tools json_schema vision reasoning
gpt-5-nano             | 400000  | 128000     | tools json_schema vision reasoning
gpt-5.1                | 400000  | 128000     | tools json_schema vision reasoning
gpt-5.2                | 400000  | 128000     | tools json_schema vision reasoning
gpt-5.4                | 1050000 | 128000     | tools json_schema vision reasoning
gpt-5.4-mini           | 400000  | 128000     | tools json_schema vision reasoning
gpt-5.4-nano           | 400000  | 128000     | tools json_schema vision reasoning
gpt-5.5                | 1000000 | 128000     | tools json_schema vision reasoning
gpt-6-luna             | 1050000 | -          | -
gpt-6-sol              | 1050000 | -          | -
gpt-6-astra            | 1050000 | -          | -
text-embedding-3-small | 8192    | -          | embeddings
text-embedding-3-large | 8192    | -          | embeddings
text-embedding-ada-002 | 8192    | -          | embeddings
`);
