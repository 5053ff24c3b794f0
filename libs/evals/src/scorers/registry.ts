import type { ScorerKind } from '@weighbridge/contracts/evals/scorer';
import { contains } from './contains.js';
import { cost } from './cost.js';
import { exactMatch } from './exact-match.js';
import { jsonDiff } from './json-diff.js';
import { jsonSchema } from './json-schema.js';
import { jsonValid } from './json-valid.js';
import { language } from './language.js';
import { latency } from './latency.js';
import { length } from './length.js';
import { levenshtein } from './levenshtein.js';
import { listContains } from './list-contains.js';
import { llmJudge } from './llm-judge.js';
import { numeric } from './numeric.js';
import { pairwise } from './pairwise.js';
import { regex } from './regex.js';
import type { ScorerDefinition } from './scorer-definition.js';
import { toolCall } from './tool-call.js';
import { webhook } from './webhook.js';

/** Every kind of scorer: a new one is a file and a line here. */
export const SCORERS: { readonly [Kind in ScorerKind]: ScorerDefinition<Kind> } = {
  exact_match: exactMatch,
  contains,
  regex,
  json_valid: jsonValid,
  json_schema: jsonSchema,
  json_diff: jsonDiff,
  numeric,
  levenshtein,
  list_contains: listContains,
  tool_call: toolCall,
  length,
  language,
  latency,
  cost,
  llm_judge: llmJudge,
  pairwise,
  webhook,
};
