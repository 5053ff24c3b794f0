import { z } from 'zod';
import { ModelName, UsdAmount } from '../config/scalars.js';
import { JUDGE_TEMPLATE_NAMES } from './judge-template-name.js';
import { JudgeOutput } from './judge-output.js';

const Expression = z.string().min(1).max(4_096);
const IgnoreCase = z.boolean().describe('Whether letter case is ignored.').optional();
const Reference = z
  .string()
  .max(100_000)
  .describe('What is compared with; omitted: the expected output.')
  .optional();
const HttpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** The output equals the reference, after white space at both ends is taken off. */
export const ExactMatch = z.strictObject({
  kind: z.literal('exact_match'),
  value: Reference,
  ignore_case: IgnoreCase,
});

export const Contains = z.strictObject({
  kind: z.literal('contains'),
  value: z
    .union([z.string().min(1).max(100_000), z.array(z.string().min(1)).min(1).max(1_000)])
    .describe('A text or several; omitted: the expected output.')
    .optional(),
  match: z.enum(['all', 'any']).describe('Of several texts: all (default) or any.').optional(),
  ignore_case: IgnoreCase,
});

export const RegexScorer = z.strictObject({
  kind: z.literal('regex'),
  pattern: Expression.describe('RE2 expression that must be found in the output.'),
  ignore_case: IgnoreCase,
  whole: z.boolean().describe('Whether the whole output must match.').optional(),
});

export const JsonValid = z.strictObject({ kind: z.literal('json_valid') });

export const JsonSchemaScorer = z.strictObject({
  kind: z.literal('json_schema'),
  schema: z
    .union([z.record(z.string(), z.unknown()), z.boolean()])
    .describe('JSON Schema, draft 2020-12 (draft-07 where its $schema says so).'),
});

export const JsonDiff = z.strictObject({
  kind: z.literal('json_diff'),
  value: z.unknown().describe('A JSON value; omitted: the expected output.').optional(),
  ignore: z
    .array(z.string())
    .describe('Keys that are left out of the comparison, at any depth.')
    .optional(),
});

export const Numeric = z.strictObject({
  kind: z.literal('numeric'),
  value: z.number().describe('What is expected; omitted: the expected output.').optional(),
  tolerance: z.number().min(0).describe('Largest absolute difference that passes.').optional(),
  relative_tolerance: z
    .number()
    .min(0)
    .describe('Largest difference that passes, as a fraction of the expected value.')
    .optional(),
});

export const LevenshteinScorer = z.strictObject({
  kind: z.literal('levenshtein'),
  value: Reference,
  ignore_case: IgnoreCase,
});

export const ListContains = z.strictObject({
  kind: z.literal('list_contains'),
  value: z
    .array(z.string())
    .min(1)
    .max(10_000)
    .describe('Items the list must hold; omitted: the expected output.')
    .optional(),
  ignore_case: IgnoreCase,
  allow_extra: z
    .boolean()
    .describe('Whether further items are harmless (default true); false: each lowers the score.')
    .optional(),
});

export const ToolCallScorer = z.strictObject({
  kind: z.literal('tool_call'),
  name: z.string().min(1).max(256).describe('The tool; omitted: the expected output.').optional(),
  arguments: z
    .record(z.string(), z.unknown())
    .describe('Arguments the call must have; further ones are harmless.')
    .optional(),
});

export const LengthScorer = z.strictObject({
  kind: z.literal('length'),
  min: z.int().min(0).describe('Fewest; omitted: no lower bound.').optional(),
  max: z.int().min(0).describe('Most; omitted: no upper bound.').optional(),
  unit: z.enum(['characters', 'words', 'lines']).describe('characters when omitted.').optional(),
});

export const LanguageScorer = z.strictObject({
  kind: z.literal('language'),
  value: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'must be a language code of ISO 639-1 or 639-3, such as "en" or "eng"')
    .describe('The language the output must be in; omitted: that of the input.')
    .optional(),
});

export const LatencyScorer = z.strictObject({
  kind: z.literal('latency'),
  max_ms: z.number().positive().describe('Milliseconds the answer may take.'),
});

export const CostScorer = z.strictObject({
  kind: z.literal('cost'),
  max_usd: UsdAmount.describe('USD the answer may cost.'),
});

const JudgeModel = ModelName.describe(
  'The model that judges; omitted: the judge of the workspace.',
).optional();

export const LlmJudge = z
  .strictObject({
    kind: z.literal('llm_judge'),
    template: z
      .enum(JUDGE_TEMPLATE_NAMES)
      .describe('A rubric that comes with the product; instead of prompt.')
      .optional(),
    prompt: z
      .string()
      .min(1)
      .max(100_000)
      .describe('A rubric with {{input}}, {{output}}, {{expected_output}}; instead of template.')
      .optional(),
    judge_model: JudgeModel,
    output: JudgeOutput.describe('What the judge answers; boolean when omitted.').optional(),
  })
  .refine(({ template, prompt }) => (template === undefined) !== (prompt === undefined), {
    message: 'give either template or prompt',
    path: ['prompt'],
  });

/** Output against expected output, asked in both orders: 1, 0.5 or 0. */
export const Pairwise = z.strictObject({
  kind: z.literal('pairwise'),
  criteria: z
    .string()
    .min(1)
    .max(10_000)
    .describe('What makes an answer the better one; omitted: general helpfulness.')
    .optional(),
  judge_model: JudgeModel,
});

/** `POST {input, output, expected_output, metadata}`, answered by `{score, feedback?}`. */
export const Webhook = z.strictObject({
  kind: z.literal('webhook'),
  url: HttpUrl.describe('Where the answer is posted to.'),
  timeout_ms: z.int().min(1).max(120_000).describe('10,000 when omitted.').optional(),
  allow_private_network: z
    .boolean()
    .describe('Must be true for a loopback or private address; only the instance owner may set it.')
    .optional(),
});

/** How an output becomes a score in [0, 1] or a label (CONTRACT §5 "Eval resources"). */
export const Scorer = z.discriminatedUnion('kind', [
  ExactMatch,
  Contains,
  RegexScorer,
  JsonValid,
  JsonSchemaScorer,
  JsonDiff,
  Numeric,
  LevenshteinScorer,
  ListContains,
  ToolCallScorer,
  LengthScorer,
  LanguageScorer,
  LatencyScorer,
  CostScorer,
  LlmJudge,
  Pairwise,
  Webhook,
]);
export type Scorer = z.infer<typeof Scorer>;
export type ScorerKind = Scorer['kind'];
/** The scorer of one kind. */
export type ScorerOf<Kind extends ScorerKind> = Extract<Scorer, { kind: Kind }>;
/** Every kind, in the order of the schema. */
export const SCORER_KINDS: readonly ScorerKind[] = Scorer.options.map(
  ({ shape }) => shape.kind.value,
);
