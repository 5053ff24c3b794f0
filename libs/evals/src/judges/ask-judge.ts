import { type CompleteAnswer, type Judge, UnreadableVerdict } from './complete.js';
import type { VerdictFormat } from './judge-format.js';
import { readVerdict, type Verdict } from './read-verdict.js';
import { readCompletion, type Token } from './read-completion.js';

/** Enough for a paragraph of reasoning and the verdict. */
const MAX_TOKENS = 2_048;
/** Fewer than some vendors give, as many as all that give any do. */
const TOP_LOGPROBS = 5;

export interface JudgeQuestion {
  /** Names the calls within their task. */
  step: string;
  system: string;
  user: string;
  format: VerdictFormat;
}

export interface JudgeReply extends Verdict<boolean | number | string> {
  /** Of every call made, the first first. */
  requestIds: readonly string[];
  /** Of the answer that was read; null: the model gave no probabilities. */
  tokens: readonly Token[] | null;
}

/**
 * Asks a judge for a reason and a verdict, by JSON schema where the model has it, else as the last
 * line of its text. One answer that is no verdict is sent back to be repaired.
 * @throws UnreadableVerdict when the second answer is no verdict either
 */
export async function askJudge(judge: Judge, question: JudgeQuestion): Promise<JudgeReply> {
  const { system, user, format, step } = question;
  const messages = [
    { role: 'system', content: `${system}\n\n${format.meaning}\n\n${howToAnswer(judge, format)}` },
    { role: 'user', content: user },
  ];
  const ask = (name: string, further: object[]) =>
    judge.complete({ step: name, body: writeBody(judge, format, [...messages, ...further]) });
  const first = await ask(step, []);
  const read = readReply(first, format);
  if (read) return { ...read, requestIds: [first.requestId] };
  const repair = [
    { role: 'assistant', content: readCompletion(first.body).text || '(no text)' },
    {
      role: 'user',
      content: `That has no verdict that can be read. ${howToAnswer(judge, format)}`,
    },
  ];
  const second = await ask(`${step}-repair`, repair);
  const repaired = readReply(second, format);
  if (!repaired)
    throw new UnreadableVerdict(`${judge.model} answered twice without a verdict that can be read`);
  return { ...repaired, requestIds: [first.requestId, second.requestId] };
}

function readReply(
  { body }: CompleteAnswer,
  format: VerdictFormat,
): Omit<JudgeReply, 'requestIds'> | null {
  const { text, tokens } = readCompletion(body);
  const verdict = readVerdict(text, format.read);
  return verdict && { ...verdict, tokens };
}

const howToAnswer = ({ abilities }: Judge, { example }: VerdictFormat): string =>
  abilities.jsonSchema
    ? 'Answer with a JSON object of two fields: "reason" (your reasoning, first), then "verdict".'
    : `Write your reasoning first. Then write the verdict as the last line, alone, in this form:\nVerdict: ${example}`;

function writeBody(
  { model, abilities }: Judge,
  { schema }: VerdictFormat,
  messages: object[],
): Record<string, unknown> {
  return {
    model,
    messages,
    // Reasoning models take no temperature, and their thoughts count as output.
    ...(abilities.temperature && { temperature: 0, max_tokens: MAX_TOKENS }),
    ...(abilities.logprobs && { logprobs: true, top_logprobs: TOP_LOGPROBS }),
    ...(abilities.jsonSchema && {
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'verdict',
          strict: true,
          schema: {
            type: 'object',
            properties: { reason: { type: 'string' }, verdict: schema },
            required: ['reason', 'verdict'],
            additionalProperties: false,
          },
        },
      },
    }),
  };
}
