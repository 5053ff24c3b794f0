import { readFactsTable } from './read-facts-table.js';

/** As of 2026-11-21, from https://console.groq.com/docs/models . A dash: not known for sure. */
export const GROQ_FACTS = readFactsTable(`
model                                         | context | max output | capabilities
llama-3.1-8b-instant                          | 131072  | 131072     | tools
llama-3.3-70b-versatile                       | 131072  | 32768      | tools
meta-llama/llama-4-maverick-17b-128e-instruct | 131072  | 8192       | tools json_schema vision
meta-llama/llama-4-scout-17b-16e-instruct     | 131072  | 8192       | tools json_schema vision
openai/gpt-oss-120b                           | 131072  | 65536      | tools json_schema reasoning
openai/gpt-oss-20b                            | 131072  | 65536      | tools json_schema reasoning
`);

/** As of 2026-11-21, from https://docs.x.ai/docs/models . A dash: not known for sure. */
export const XAI_FACTS = readFactsTable(`
model       | context | max output | capabilities
grok-3      | 131072  | -          | tools json_schema
grok-3-mini | 131072  | -          | tools json_schema reasoning
grok-4      | 256000  | -          | tools json_schema vision reasoning
`);

/** As of 2026-11-21, from https://docs.cohere.com/docs/models . A dash: not known for sure. */
export const COHERE_FACTS = readFactsTable(`
model                  | context | max output | capabilities
command-a              | 256000  | 8000       | tools json_schema
command-a-03-2025      | 256000  | 8000       | tools json_schema
command-r              | 128000  | 4000       | tools json_schema
command-r-08-2024      | 128000  | 4000       | tools json_schema
command-r-plus         | 128000  | 4000       | tools json_schema
command-r-plus-08-2024 | 128000  | 4000       | tools json_schema
command-r7b            | 128000  | 4000       | tools json_schema
command-r7b-12-2024    | 128000  | 4000       | tools json_schema
`);

/** As of 2026-11-21, from https://api-docs.deepseek.com/quick_start/pricing . A dash: not known for sure. */
export const DEEPSEEK_FACTS = readFactsTable(`
model             | context | max output | capabilities
deepseek-chat     | 131072  | -          | -
deepseek-reasoner | 131072  | -          | -
`);
