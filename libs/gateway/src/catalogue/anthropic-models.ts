import { readModelTable } from './read-model-table.js';

/**
 * Prices in USD per million tokens as of 2026-11-21, from @pydantic/genai-prices 0.1.8, which follows
 * https://docs.claude.com/en/docs/about-claude/pricing ; limits and capabilities from
 * https://docs.claude.com/en/docs/about-claude/models/overview . A dash:
 * not sold separately, or not known for sure.
 */
export const ANTHROPIC_MODELS = readModelTable(`
model             | context | max output | capabilities                       | input output cache-read cache-write | long input
claude-3-haiku    | 200000  | 4096       | tools vision                       | 0.25 1.25 0.03 0.3                  | -
claude-3-5-haiku  | 200000  | 8192       | tools vision                       | 0.8 4 0.08 1                        | -
claude-3-7-sonnet | 200000  | 64000      | tools vision reasoning             | 3 15 0.3 3.75                       | -
claude-opus-4-0   | 200000  | 32000      | tools vision reasoning             | 15 75 1.5 18.75                     | -
claude-opus-4     | 200000  | 32000      | tools vision reasoning             | 15 75 1.5 18.75                     | -
claude-opus-4-1   | 200000  | 32000      | tools vision reasoning             | 15 75 1.5 18.75                     | -
claude-opus-4-5   | 200000  | 64000      | tools json_schema vision reasoning | 5 25 0.5 6.25                       | -
claude-opus-4-6   | 1000000 | 128000     | tools json_schema vision reasoning | 5 25 0.5 6.25                       | -
claude-opus-4-7   | 1000000 | 128000     | tools json_schema vision reasoning | 5 25 0.5 6.25                       | -
claude-opus-4-8   | 1000000 | -          | -                                  | 5 25 0.5 6.25                       | -
claude-opus-5     | 1000000 | -          | -                                  | 5 25 0.5 6.25                       | -
claude-opus-5-5   | 1000000 | -          | -                                  | 4 20 0.2 5                          | -
claude-sonnet-4-0 | 200000  | 64000      | tools vision reasoning             | 3 15 0.3 3.75                       | -
claude-sonnet-4   | 200000  | 64000      | tools vision reasoning             | 3 15 0.3 3.75                       | -
claude-sonnet-4-5 | 200000  | 64000      | tools json_schema vision reasoning | 3 15 0.3 3.75                       | above 200000: 6 22.5 0.6 7.5
claude-sonnet-4-6 | 1000000 | 64000      | tools json_schema vision reasoning | 3 15 0.3 3.75                       | -
claude-sonnet-5   | 1000000 | -          | -                                  | 2 10 0.2 2.5                        | -
claude-haiku-4-5  | 200000  | 64000      | tools json_schema vision reasoning | 1 5 0.1 1.25                        | -
claude-fable-5    | 1000000 | -          | -                                  | 10 50 1 12.5                        | -
claude-fable-5-1  | 1000000 | -          | -                                  | 10 50 0.25 12.5                     | -
`);
