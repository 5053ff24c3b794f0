import { afterEach, describe, expect, jest, test } from '@jest/globals';
import OpenAI from 'openai';
import { CALLER_KEY, describeVendor } from './describe-vendor.js';
import { useProduct } from './use-product.js';

jest.setTimeout(300_000);

const POOR_KEY = 'wb-acceptance-poor-key-00002';
const SLOW_KEY = 'wb-acceptance-slow-key-00003';
const NARROW_KEY = 'wb-acceptance-narrow-key-04';
const WEATHER = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'Weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

let sent: Response[] = [];

const stand = useProduct((vendor) => ({
  config: {
    version: 1,
    providers: [describeVendor(vendor, ['chat', 'broken', 'busy', 'embed'])],
    routes: [{ id: 'only-busy', targets: [{ model: 'fake/busy' }], retry: { attempts: 1 } }],
    workspaces: [
      {
        id: 'sdk',
        keys: [
          { name: 'plain', key: CALLER_KEY },
          { name: 'poor', key: POOR_KEY, budget: { limit: '0.01', period: 'total' } },
          { name: 'slow', key: SLOW_KEY, limits: { rpm: 1 } },
          { name: 'narrow', key: NARROW_KEY, allowed_models: ['fake/embed'] },
        ],
      },
    ],
  },
}));

afterEach(() => {
  stand.vendor.reset();
  sent = [];
});

/** The official SDK as an application would set it up; every answer it gets is kept in `sent`. */
function connect(apiKey: string, maxRetries = 0): OpenAI {
  return new OpenAI({
    baseURL: `${stand.product.url}/v1`,
    apiKey,
    maxRetries,
    fetch: async (...request: Parameters<typeof fetch>) => {
      const answer = await fetch(...request);
      sent.push(answer);
      return answer;
    },
  });
}

const HELLO = {
  model: 'fake/chat',
  messages: [{ role: 'user' as const, content: 'Hello' }],
  max_tokens: 100,
};

/** The error a call ends with; a call that succeeds is a failure of the test. */
async function errorOf(call: PromiseLike<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof OpenAI.APIError) return error;
    throw error;
  }
  throw new Error('the call succeeded');
}

describe('what the official SDK asks for', () => {
  test('a chat completion comes back with content, usage and our headers', async () => {
    const { data, response } = await connect(CALLER_KEY)
      .chat.completions.create(HELLO)
      .withResponse();
    expect(data.choices[0]?.message.content).toBe('Hello from the fake vendor.');
    expect(data.usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 6, total_tokens: 15 });
    expect(response.headers.get('x-wb-request-id')).toBeTruthy();
    expect(response.headers.get('x-wb-provider')).toBe('fake');
    expect(response.headers.get('x-wb-attempts')).toBe('1');
    expect(Number(response.headers.get('x-wb-cost-usd'))).toBeCloseTo(0.006, 9);
  });

  test('a stream arrives word by word and ends with usage and its cost', async () => {
    const stream = await connect(CALLER_KEY).chat.completions.create({
      ...HELLO,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let chunks = 0;
    let usage: (OpenAI.CompletionUsage & { cost?: number | string }) | null | undefined;
    for await (const chunk of stream) {
      chunks += 1;
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe('Hello from the fake vendor.');
    expect(chunks).toBeGreaterThan(5);
    expect(usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 6 });
    expect(Number(usage?.cost)).toBeCloseTo(0.006, 9);
  });

  test('a caller that did not ask for usage sees no usage-only chunk', async () => {
    const stream = await connect(CALLER_KEY).chat.completions.create({ ...HELLO, stream: true });
    for await (const chunk of stream) expect(chunk.choices).toHaveLength(1);
  });

  test('tools reach the vendor unchanged and tool calls come back', async () => {
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'get_weather', arguments: '{"city":"Graz"}' },
    };
    stand.vendor.script('chat', {
      body: answerWith({ content: null, tool_calls: [call] }, 'tool_calls'),
    });
    const answer = await connect(CALLER_KEY).chat.completions.create({
      ...HELLO,
      tools: [WEATHER],
    });
    expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
    expect(answer.choices[0]?.message.tool_calls).toEqual([call]);
    expect(stand.vendor.calls[0]?.body?.['tools']).toEqual([WEATHER]);
  });

  test('an answer that follows a JSON schema is parsed', async () => {
    const schema = {
      name: 'person',
      strict: true,
      schema: {
        type: 'object',
        properties: { age: { type: 'integer' } },
        required: ['age'],
        additionalProperties: false,
      },
    };
    stand.vendor.script('chat', { body: answerWith({ content: '{"age":41}' }, 'stop') });
    const answer = await connect(CALLER_KEY).chat.completions.parse({
      ...HELLO,
      response_format: { type: 'json_schema', json_schema: schema },
    });
    expect(answer.choices[0]?.message.parsed).toEqual({ age: 41 });
    expect(stand.vendor.calls[0]?.body?.['response_format']).toEqual({
      type: 'json_schema',
      json_schema: schema,
    });
  });

  test('embeddings are numbers', async () => {
    const answer = await connect(CALLER_KEY).embeddings.create({
      model: 'fake/embed',
      input: 'Hello',
      encoding_format: 'float',
    });
    expect(answer.data[0]?.embedding).toEqual([0.6, 0.8]);
  });

  test('the models list names what the key may call', async () => {
    const ids: string[] = [];
    for await (const model of connect(CALLER_KEY).models.list()) ids.push(model.id);
    expect(ids).toEqual(expect.arrayContaining(['fake/chat', 'only-busy']));
    const narrow: string[] = [];
    for await (const model of connect(NARROW_KEY).models.list()) narrow.push(model.id);
    expect(narrow).toEqual(['fake/embed']);
  });
});

describe('the typed errors of the official SDK', () => {
  test('400: a request without messages is the caller’s fault and names the field', async () => {
    const { messages: _, ...incomplete } = HELLO;
    const error = await errorOf(
      connect(CALLER_KEY).chat.completions.create(incomplete as typeof HELLO),
    );
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error.param).toBe('messages');
    expect(stand.vendor.calls).toHaveLength(0);
  });

  test('400: the vendor’s refusal of a parameter stays the caller’s fault', async () => {
    stand.vendor.script('chat', {
      status: 400,
      body: {
        error: {
          message: 'max_tokens is too large',
          type: 'invalid_request_error',
          param: 'max_tokens',
          code: null,
        },
      },
    });
    const error = await errorOf(connect(CALLER_KEY).chat.completions.create(HELLO));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
  });

  test('401: an unknown key', async () => {
    const error = await errorOf(connect('wb-nobody-knows-this-key').chat.completions.create(HELLO));
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error.code).toBe('invalid_api_key');
  });

  test('402: no money, said once with the contract’s metadata, nothing sent to the vendor', async () => {
    const error = await errorOf(connect(POOR_KEY, 2).chat.completions.create(HELLO));
    expect(error.status).toBe(402);
    expect(error.code).toBe('budget_exceeded');
    expect((error.error as { metadata: object }).metadata).toMatchObject({
      scope: 'key',
      resets_at: null,
    });
    expect(sent.map((answer) => answer.headers.get('x-should-retry'))).toEqual(['false']);
    expect(stand.vendor.calls).toHaveLength(0);
  });

  test('403: a model outside the key’s list', async () => {
    const error = await errorOf(connect(NARROW_KEY).chat.completions.create(HELLO));
    expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(error.code).toBe('model_not_allowed');
  });

  test('404: an unknown model, with the nearest name', async () => {
    const error = await errorOf(
      connect(CALLER_KEY).chat.completions.create({ ...HELLO, model: 'fake/chatt' }),
    );
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error.code).toBe('model_not_found');
    expect(error.message).toContain('fake/chat');
  });

  test('429: more requests than the key’s rate, with the time to wait', async () => {
    const client = connect(SLOW_KEY);
    await client.chat.completions.create(HELLO);
    const error = await errorOf(client.chat.completions.create(HELLO));
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error.code).toBe('rate_limited');
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  });

  test('502: a vendor that fails', async () => {
    stand.vendor.script('broken', { status: 500 });
    const error = await errorOf(
      connect(CALLER_KEY).chat.completions.create({ ...HELLO, model: 'fake/broken' }),
    );
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect([error.status, error.code]).toEqual([502, 'upstream_error']);
  });

  test('503: every target answered 429', async () => {
    stand.vendor.script('busy', { status: 429, headers: { 'retry-after': '30' } });
    const error = await errorOf(
      connect(CALLER_KEY).chat.completions.create({ ...HELLO, model: 'only-busy' }),
    );
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect([error.status, error.code]).toEqual([503, 'no_target_available']);
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  });

  test('501: an endpoint that is not built yet', async () => {
    const error = await errorOf(
      connect(CALLER_KEY).responses.create({ model: 'fake/chat', input: 'Hello' }),
    );
    expect([error.status, error.code]).toEqual([501, 'not_implemented']);
  });
});

/** A whole chat answer of the vendor with this message. */
function answerWith(message: object, finishReason: string): object {
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'chat',
    choices: [
      { index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 6, total_tokens: 15 },
  };
}
