import { readFactsTable } from './read-facts-table.js';

/** As of 2026-11-21, from https://docs.claude.com/en/docs/about-claude/models/overview . A dash: not known for sure. */
export const ANTHROPIC_FACTS = readFactsTable(`
model             | context | max output | capabilities
claude-3-haiku    | 200000  | 4096       | tools vision
claude-3-5-haiku  | 200000  | 8192       | tools vision
claude-3-7-sonnet | 200000  | 64000      | tools vision reasoning
claude-opus-4-0   | 200000  | 32000      | tools vision reasoning
claude-opus-4     | 200000  | 32000      | tools vision reasoning
claude-opus-4-1   | 200000  | 32000      | tools vision reasoning
claude-opus-4-5   | 200000  | 64000      | tools json_schema vision reasoning
claude-opus-4-6   | 1000000 | 128000     | tools json_schema vision reasoning
claude-opus-4-7   | 1000000 | 128000     | tools json_schema vision reasoning
claude-opus-4-8   | 1000000 | -          | -
claude-opus-5     | 1000000 | -          | -
claude-opus-5-5   | 1000000 | -          | -
claude-sonnet-4-0 | 200000  | 64000      | tools vision reasoning
claude-sonnet-4   | 200000  | 64000      | tools vision reasoning
claude-sonnet-4-5 | 200000  | 64000      | tools json_schema vision reasoning
claude-sonnet-4-6 | 1000000 | 64000      | tools json_schema vision reasoning
claude-sonnet-5   | 1000000 | -          | -
claude-haiku-4-5  | 200000  | 64000      | tools json_schema vision reasoning
claude-fable-5    | 1000000 | -          | -
claude-fable-5-1  | 1000000 | -          | -
`);
