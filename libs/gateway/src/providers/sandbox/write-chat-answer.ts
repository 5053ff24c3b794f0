import type { JsonObject } from '../../dialects/json/json.js';
import type { ChatCall } from '../../dialects/openai-chat/chat-call.js';
import type { TimedChunk } from './answer-sandbox-request.js';
import type { SandboxModel } from './sandbox-models.js';
import { seededRandom } from './seeded-random.js';
import type { SimulatedChoice } from './simulate-choice.js';

/** Everything the wire form of a simulated answer is made from. */
export interface SimulatedAnswer {
  id: string;
  /** Seconds since the epoch. */
  created: number;
  model: SandboxModel;
  call: ChatCall;
  choices: SimulatedChoice[];
  inputTokens: number;
}

/** Says in every answer and every chunk that no real model spoke. */
const LABEL = { system_fingerprint: 'simulated', weighbridge: { simulated: true } };

/** A simulated answer as a chat completion. */
export function writeChatBody(answer: SimulatedAnswer): object {
  return {
    ...head(answer, 'chat.completion'),
    choices: answer.choices.map((choice, index) => ({
      index,
      message: {
        role: 'assistant',
        content: choice.toolCalls.length > 0 ? null : choice.tokens.join(''),
        refusal: null,
        ...(choice.reasoningTokens > 0 && { reasoning_content: THINKING }),
        ...(choice.toolCalls.length > 0 && { tool_calls: choice.toolCalls }),
      },
      logprobs: logprobsOf(answer.call, choice.tokens),
      finish_reason: choice.finishReason,
    })),
    usage: usageOf(answer),
  };
}

const THINKING = 'Simulated thinking: the sandbox only counts these tokens.';

/** The same answer as the timed events of a stream. */
export function writeChatStream(answer: SimulatedAnswer): TimedChunk[] {
  const { model, call, choices } = answer;
  const frame = head(answer, 'chat.completion.chunk');
  const tokenMs = 1000 / model.tokensPerSecond;
  const chunks: TimedChunk[] = [];
  const send = (value: object, afterMs: number) =>
    chunks.push({ afterMs, text: `data: ${JSON.stringify({ ...frame, ...value })}\n\n` });
  const say = (
    index: number,
    delta: object,
    afterMs: number,
    logprobs: object | null = null,
    reason: string | null = null,
  ) => send({ choices: [{ index, delta, logprobs, finish_reason: reason }] }, afterMs);

  choices.forEach((choice, index) => {
    say(index, { role: 'assistant', content: '' }, index === 0 ? model.firstTokenMs : 0);
    if (choice.reasoningTokens > 0)
      say(index, { reasoning_content: THINKING }, choice.reasoningTokens * tokenMs);
    for (const token of choice.tokens)
      say(index, { content: token }, tokenMs, logprobsOf(call, [token]));
    choice.toolCalls.forEach(({ id, type, function: called }, at) => {
      const half = Math.ceil(called.arguments.length / 2);
      const begin = { index: at, id, type, function: { name: called.name, arguments: '' } };
      say(index, { tool_calls: [begin] }, tokenMs);
      for (const part of [called.arguments.slice(0, half), called.arguments.slice(half)])
        say(index, { tool_calls: [{ index: at, function: { arguments: part } }] }, tokenMs);
    });
    say(index, {}, 0, null, choice.finishReason);
  });
  if (call.includeUsage) send({ choices: [], usage: usageOf(answer) }, 0);
  chunks.push({ afterMs: 0, text: 'data: [DONE]\n\n' });
  return chunks;
}

function head({ id, created, model }: SimulatedAnswer, object: string): object {
  return { id, object, created, model: `sandbox/${model.id}`, ...LABEL };
}

function usageOf({ choices, inputTokens }: SimulatedAnswer): JsonObject {
  const output = choices.reduce((sum, choice) => sum + choice.outputTokens, 0);
  const reasoning = choices.reduce((sum, choice) => sum + choice.reasoningTokens, 0);
  return {
    prompt_tokens: inputTokens,
    completion_tokens: output,
    total_tokens: inputTokens + output,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

function logprobsOf({ body }: ChatCall, tokens: string[]): object | null {
  if (body.logprobs !== true) return null;
  const top = typeof body.top_logprobs === 'number' ? body.top_logprobs : 0;
  const content = tokens.map((token) => {
    const entry = (text: string, logprob: number) => ({
      token: text,
      logprob,
      bytes: [...Buffer.from(text)],
    });
    const logprob = -seededRandom('logprob', token)();
    const alternatives = Array.from({ length: top }, (_, rank) =>
      rank === 0 ? entry(token, logprob) : entry(`${token}${rank}`, logprob - rank),
    );
    return { ...entry(token, logprob), top_logprobs: alternatives };
  });
  return { content, refusal: null };
}
