import type { Json, JsonObject } from '../../dialects/json/json.js';
import type { ChatCall } from '../../dialects/openai-chat/chat-call.js';
import { isObject } from '../../dialects/openai-chat/read-chat-call.js';
import { chooseToolCalls, hintOf, type WireToolCall } from './choose-tool-calls.js';
import { makeSchemaInstance } from './make-schema-instance.js';
import { judgeSimulatedAnswers } from './judge-simulated-answers.js';
import type { SandboxModel } from './sandbox-models.js';
import type { Random } from './seeded-random.js';
import { splitTokens } from './split-tokens.js';
import { writeSimulatedText } from './write-simulated-text.js';

/** One choice of a simulated answer. */
export interface SimulatedChoice {
  tokens: string[];
  toolCalls: WireToolCall[];
  finishReason: 'stop' | 'length' | 'tool_calls';
  reasoningTokens: number;
  outputTokens: number;
}

const EFFORTS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 0.25,
  low: 0.5,
  medium: 1,
  high: 2,
  xhigh: 3,
};

/** What a simulated model answers: tool calls, an instance of the schema, or text, cut as asked. */
export function simulateChoice(
  model: SandboxModel,
  call: ChatCall,
  prompt: string,
  random: Random,
): SimulatedChoice {
  const limit = Math.min(call.maxOutputTokens ?? Number.POSITIVE_INFINITY, model.maxOutput ?? 0);
  const effort = EFFORTS[String(call.body.reasoning_effort ?? 'medium')] ?? 1;
  // A real model may think its whole limit away; a simulation should leave something to look at.
  const reasoningTokens = Math.min(
    Math.round(model.reasoningTokens * effort),
    Math.floor(limit / 2),
  );
  const toolCalls = chooseToolCalls(call.body, prompt, random);
  if (toolCalls.length > 0) {
    const outputTokens = reasoningTokens + splitTokens(JSON.stringify(toolCalls)).length;
    return { tokens: [], toolCalls, finishReason: 'tool_calls', reasoningTokens, outputTokens };
  }
  const text = cutAtStop(writeText(model, call.body, prompt, random), call.body.stop);
  const all = splitTokens(text);
  const tokens = all.slice(0, limit - reasoningTokens);
  return {
    tokens,
    toolCalls,
    finishReason: tokens.length < all.length ? 'length' : 'stop',
    reasoningTokens,
    outputTokens: reasoningTokens + tokens.length,
  };
}

function writeText(model: SandboxModel, body: JsonObject, prompt: string, random: Random): string {
  const verdict = judgeSimulatedAnswers(prompt, body, [model.id]);
  if (verdict !== null) return verdict;
  const format = isObject(body.response_format) ? body.response_format : null;
  const schema = isObject(format?.json_schema) ? format.json_schema.schema : null;
  if (isObject(schema ?? undefined))
    return JSON.stringify(makeSchemaInstance(schema as JsonObject, random, hintOf(prompt)));
  const text = writeSimulatedText(model, prompt, random);
  return format?.type === 'json_object' ? JSON.stringify({ answer: text, simulated: true }) : text;
}

function cutAtStop(text: string, stop: Json | undefined): string {
  const stops = (Array.isArray(stop) ? stop : [stop]).filter(
    (word) => typeof word === 'string' && word !== '',
  );
  const ends = stops.map((word) => text.indexOf(word as string)).filter((index) => index >= 0);
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
}
