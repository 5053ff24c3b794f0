import { z } from 'zod';

/** `POST /api/v1/categories/test`: where a request would belong; nothing is called. */
export const CategoryQuestion = z
  .strictObject({
    workspace: z
      .string()
      .min(1)
      .describe('The workspace whose categories are asked; here or in the query.')
      .optional(),
    text: z.string().describe('A user message; instead of body.').optional(),
    body: z
      .record(z.string(), z.unknown())
      .describe('The body of a chat completion; instead of text.')
      .optional(),
    headers: z.record(z.string(), z.string()).describe('Headers of the request.').optional(),
  })
  .refine(({ text, body }) => (text === undefined) !== (body === undefined), {
    message: 'give either text or body',
    path: ['text'],
  });
export type CategoryQuestion = z.infer<typeof CategoryQuestion>;

/** What decided, and how far the classifier can be trusted. */
export const CategoryAnswer = z.object({
  category: z.string(),
  decided_by: z.enum(['header', 'template', 'rule', 'classifier', 'default']),
  detail: z.string().nullable().describe('Which header, template or rule, in words.'),
  scores: z
    .record(z.string(), z.number())
    .describe('Probability per category that has examples; the rest to 1 is everything else.'),
  template_fingerprint: z
    .string()
    .nullable()
    .describe('What the system prompt is called in details; null: there is none.'),
  accuracy: z
    .object({
      value: z.number().nullable().describe('Share of the decided that are right; null: none is.'),
      low: z.number().describe('Lower end of its 95 % interval (Wilson).'),
      high: z.number().describe('Upper end.'),
      n: z.int().describe('Examples that were held out.'),
      coverage: z.number().describe('Share of them on which the classifier decided.'),
    })
    .nullable()
    .describe('Of the classifier, on examples held out in turn; null: too few examples.'),
  confusion: z
    .array(z.object({ expected: z.string(), predicted: z.string(), n: z.int() }))
    .describe('How held-out examples were classified; default: it abstained.'),
});
export type CategoryAnswer = z.infer<typeof CategoryAnswer>;
