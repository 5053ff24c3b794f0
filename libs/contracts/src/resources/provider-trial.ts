import { z } from 'zod';

/** What became of trying a provider out, in words for whoever set it up. Holds no secret. */
export const ProviderTrial = z.object({
  ok: z.boolean().describe('Every key of the provider is accepted and answers.'),
  message: z.string().describe('What is wrong and what to do about it, or that all is well.'),
  latency_ms: z.number().nullable().describe('Of the last call that was answered; null: none was.'),
  checked: z.array(z.string()).describe('What was asked, in order, and what came back.'),
});
export type ProviderTrial = z.infer<typeof ProviderTrial>;
