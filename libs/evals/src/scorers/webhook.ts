import { isRecord } from './subject.js';
import { parseOutput } from './parse-output.js';
import { full, partial, type Score } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_LABEL = 256;

/** The webhook answered, and not with a score. */
export class UnreadableWebhook extends Error {
  override name = 'UnreadableWebhook';
}

/** Somebody else's program scores. */
export const webhook: ScorerDefinition<'webhook'> = {
  async score(scorer, { input, output, expectedOutput, metadata }, { post }) {
    const { status, body } = await post({
      url: scorer.url,
      body: { input, output, expected_output: expectedOutput, metadata },
      timeoutMs: scorer.timeout_ms ?? DEFAULT_TIMEOUT_MS,
      allowPrivateNetwork: scorer.allow_private_network ?? false,
    });
    if (status < 200 || status > 299)
      throw new UnreadableWebhook(`the webhook answered with status ${status}`);
    return readScore(body);
  },
};

/**
 * Reads `{score, feedback?}`: a number in [0, 1], true or false, or a label.
 * @throws UnreadableWebhook
 */
export function readScore(body: string): Score {
  const parsed = parseOutput(body);
  const answer = parsed.ok && isRecord(parsed.value) ? parsed.value : {};
  const feedback = typeof answer.feedback === 'string' ? answer.feedback : null;
  const score = typeof answer.score === 'boolean' ? Number(answer.score) : answer.score;
  if (typeof score === 'string' && score !== '' && score.length <= MAX_LABEL)
    return { value: null, label: score, reason: feedback ?? score, feedback };
  if (typeof score !== 'number' || !(score >= 0 && score <= 1))
    throw new UnreadableWebhook(
      'the webhook must answer {"score": a number from 0 to 1, true, false or a label}',
    );
  const reason = feedback ?? `the webhook said ${score}`;
  return score === 1 ? { ...full(reason), feedback } : partial(score, reason);
}
