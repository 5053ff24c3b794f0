import { readChatCall } from '../dialects/openai-chat/read-chat-call.js';
import type { OutboundRequest } from '../outbound/outbound-request.js';
import { type BufferedAnswer, requestBuffer } from '../outbound/request-buffer.js';
import type { ModelList } from '../providers/provider-adapter.js';
import { type SigningParts, signOutbound } from '../providers/signing/sign-outbound.js';
import { UpstreamError } from '../providers/upstream-error.js';
import type { AttemptFailure } from '../routing/classify-failure.js';
import type { Credential, ProviderEntry, Target } from '../routing/snapshot.js';
import { explainRefusal, explainTransport } from './explain-failure.js';
import { readModelList } from './read-model-list.js';

/** What one call told. */
export interface Asked {
  ok: boolean;
  /** False: the call did not get as far as the key, so that another would fare no better. */
  reached: boolean;
  /** Null: no answer. */
  status: number | null;
  latencyMs: number | null;
  /** What was asked and what came back. */
  line: string;
  message: string;
}

/** A person waits for the outcome. */
const TRIAL_MS = 15_000;
const MAX_CONNECT_MS = 5_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** More names than this say no more. */
const SHOWN_NAMES = 3;

/** Asks for the list of models, which costs nothing. */
export async function askModelList(
  parts: SigningParts,
  provider: ProviderEntry,
  credential: Credential,
  list: ModelList,
): Promise<Asked> {
  const path = list.path(provider.place);
  const headers = ['accept', 'application/json'];
  const asked = await call(parts, provider, credential, {
    method: 'GET',
    path,
    headers,
    body: null,
  });
  if (!asked.answer) return asked.told;
  const names = readModelList(asked.answer.body);
  if (names === null)
    return asked.tell(false, 'it answers, but not with a list of models: is base_url its API?');
  if (!list.namesTargets) return asked.tell(true, 'it answers and accepts the key');
  if (names.length === 0)
    return asked.tell(false, 'it accepts the key, but offers no model at all');
  const known = `it answers, accepts the key and lists ${names.length} models`;
  const missing = provider.declaresModels
    ? provider.modelIds.filter((id) => !names.includes(id))
    : [];
  if (missing.length === 0) return asked.tell(true, known);
  const shown = missing.slice(0, SHOWN_NAMES).map((id) => `"${id}"`);
  const more = missing.length > SHOWN_NAMES ? ` and ${missing.length - SHOWN_NAMES} more` : '';
  return asked.tell(true, `${known}, but not ${shown.join(', ')}${more}: check the names`);
}

/** Asks a model for one token. */
export async function askCompletion(
  parts: SigningParts,
  provider: ProviderEntry,
  credential: Credential,
  target: Target,
): Promise<Asked> {
  const { chat } = provider.adapter!;
  const body = {
    model: target.model,
    messages: [{ role: 'user', content: 'Hi' }],
    max_tokens: 1,
  };
  const chatCall = readChatCall(Buffer.from(JSON.stringify(body)));
  const wire = chat.buildRequest(chatCall, target.adapterTarget);
  const headers = Object.entries(wire.headers).flat();
  const asked = await call(parts, provider, credential, { ...wire, headers }, target.model);
  if (!asked.answer) return asked.told;
  try {
    chat.readAnswer(asked.answer.body, chatCall);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return asked.tell(false, `${target.model} answers, but ${error.message}: check base_url`);
  }
  return asked.tell(true, `it accepts the key, and ${target.model} answers`);
}

type WireRequest = Pick<OutboundRequest, 'method' | 'path' | 'headers' | 'body'>;

type WholeAnswer = BufferedAnswer & { ok: true };

type Call =
  | { answer: null; told: Asked }
  | { answer: WholeAnswer; tell(ok: boolean, message: string): Asked };

/** Makes one call; whatever is not a 2xx answer is told already. */
async function call(
  parts: SigningParts,
  provider: ProviderEntry,
  credential: Credential,
  wire: WireRequest,
  model?: string,
): Promise<Call> {
  const what = `${wire.method} ${provider.origin}${wire.path}${model ? ` for one token of ${model}` : ''}`;
  const request = prepare(provider, credential, wire);
  const startedAt = performance.now();
  const sent = await send(parts, request, credential);
  const latencyMs = Math.round(performance.now() - startedAt);
  if ('failure' in sent) {
    const { failure } = sent;
    const isAnswer = failure instanceof UpstreamError;
    const message = isAnswer ? failure.message : explainTransport(failure, provider.origin);
    const line = `${what}: ${isAnswer ? 'not sent' : failure.kind}`;
    const told = { ok: false, reached: isAnswer, status: null, latencyMs: null, line, message };
    return { answer: null, told };
  }
  const { status } = sent;
  const tell = (ok: boolean, message: string): Asked => ({
    ...{ ok, reached: true, status, latencyMs, message },
    line: `${what}: ${status} after ${latencyMs} ms`,
  });
  if (status >= 200 && status < 300) return { answer: sent, tell };
  const error = provider.adapter!.readError(status, sent.headers.toRecord(), sent.body);
  return { answer: null, told: tell(false, explainRefusal(status, error)) };
}

function prepare(
  { origin, allowPrivateNetwork, timeouts }: ProviderEntry,
  credential: Credential,
  { method, path, headers, body }: WireRequest,
): OutboundRequest {
  return {
    ...{ method, path, body, origin, allowPrivateNetwork },
    headers: [...headers, ...credential.headers],
    timeouts: {
      connectMs: Math.min(MAX_CONNECT_MS, timeouts.connectMs),
      firstTokenMs: 0,
      idleMs: 0,
      deadlineAt: performance.now() + Math.min(TRIAL_MS, timeouts.totalMs),
    },
    maxBodyBytes: MAX_ANSWER_BYTES,
  };
}

async function send(
  parts: SigningParts,
  request: OutboundRequest,
  { signer }: Credential,
): Promise<WholeAnswer | { failure: AttemptFailure }> {
  if (signer) {
    const { failure } = await signOutbound(parts, request, signer);
    if (failure) return { failure };
  }
  const answer = await requestBuffer(parts.outbound, request);
  return answer.ok ? answer : { failure: answer.failure };
}
