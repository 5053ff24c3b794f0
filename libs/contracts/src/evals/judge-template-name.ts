/** Rubrics that come with the product. In all of them a high score is the good one. */
export const JUDGE_TEMPLATE_NAMES = [
  'correctness',
  'helpfulness',
  'relevance',
  'conciseness',
  'completeness',
  'coherence',
  'hallucination',
  'faithfulness',
  'context_relevance',
  'instruction_following',
  'toxicity',
  'harmlessness',
  'tone',
  'refusal',
  'summary',
  'translation',
  'code',
  'sql',
  'closed_qa',
  'tool_use',
] as const;
export type JudgeTemplateName = (typeof JUDGE_TEMPLATE_NAMES)[number];
