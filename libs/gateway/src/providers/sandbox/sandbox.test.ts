import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../dialects/json/json.js';
import { weatherTool } from '../conformance/weather-tool.fixture.js';
import { answerSandboxRequest } from './answer-sandbox-request.js';
import { makeSchemaInstance } from './make-schema-instance.js';
import { SANDBOX_MODELS } from './sandbox-models.js';
import { seededRandom } from './seeded-random.js';

const options = { seed: 1, occurrence: 0, created: 1_763_683_200 };
const reply = (path: string, body: object, more: object = {}) =>
  answerSandboxRequest(path, Buffer.from(JSON.stringify(body)), { ...options, ...more });

const chat = (body: object, more: object = {}) =>
  reply(
    '/v1/chat/completions',
    { model: 'swift-mini', messages: [{ role: 'user', content: 'Hi there' }], ...body },
    more,
  );

const answer = (body: object, more: object = {}) => JSON.parse(chat(body, more).chunks[0]!.text);

const events = (body: object) =>
  chat({ ...body, stream: true })
    .chunks.map(({ text }) => text.slice('data: '.length).trim())
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data));

const ask = (content: string) => ({ messages: [{ role: 'user', content }] });

describe('the sandbox', () => {
  test('says in text and in metadata that it is a simulation, within a second', () => {
    const { chunks } = chat({});
    expect(JSON.parse(chunks[0]!.text)).toMatchObject({
      system_fingerprint: 'simulated',
      weighbridge: { simulated: true },
      choices: [
        { message: { content: expect.stringContaining('simulated') }, finish_reason: 'stop' },
      ],
    });
    expect(chunks[0]!.afterMs).toBeLessThan(1000);
    for (const event of events({})) expect(event.weighbridge).toEqual({ simulated: true });
  });

  test('gives the same answer to the same request, streamed or not, and another to another seed', () => {
    const streamed = events({})
      .map((event) => event.choices[0]?.delta.content ?? '')
      .join('');
    expect(streamed).toBe(answer({}).choices[0].message.content);
    expect(answer({})).toEqual(answer({}));
    const texts = [1, 2, 3, 4, 5, 6].map((seed) => answer({}, { seed }).choices[0].message.content);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  test('usage comes with the stream only when asked for, and counts the same', () => {
    expect(events({}).at(-1).usage).toBeUndefined();
    const last = events({ stream_options: { include_usage: true } }).at(-1);
    expect(last).toMatchObject({ choices: [], usage: answer({}).usage });
  });

  test('max_tokens is honoured with finish_reason length', () => {
    expect(answer({ max_tokens: 3 })).toMatchObject({
      choices: [{ finish_reason: 'length' }],
      usage: { completion_tokens: 3 },
    });
  });

  test('stop ends the text before the word', () => {
    const whole = answer({}).choices[0].message.content as string;
    const word = whole.split(' ')[4]!;
    expect(answer({ stop: [word] }).choices[0].message.content).not.toContain(word);
  });

  test('a tool is called when it is asked for, with arguments of its schema', () => {
    const [call] = answer({ ...ask('What is the weather in Paris?'), tools: [weatherTool] })
      .choices[0].message.tool_calls;
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'Paris' });
    expect(
      answer({ ...ask('Tell me a joke'), tools: [weatherTool] }).choices[0].finish_reason,
    ).toBe('stop');
    expect(
      answer({ ...ask('Tell me a joke'), tools: [weatherTool], tool_choice: 'required' }).choices[0]
        .finish_reason,
    ).toBe('tool_calls');
    const parts = events({ ...ask('weather?'), tools: [weatherTool] }).flatMap(
      (event) => event.choices[0].delta.tool_calls ?? [],
    );
    expect(JSON.parse(parts.map((part) => part.function.arguments).join(''))).toEqual({
      city: 'example',
    });
  });

  test('a tool result is answered in text', () => {
    const messages = [
      { role: 'user', content: 'weather?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'get_weather', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: '17 degrees' },
    ];
    const [choice] = answer({ messages, tools: [weatherTool] }).choices;
    expect(choice.finish_reason).toBe('stop');
    expect(choice.message.content).toContain('17 degrees');
  });

  test('a schema gets an instance of itself', () => {
    const schema: JsonObject = {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 12 },
        age: { type: 'integer', minimum: 18, maximum: 20 },
        tags: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 2 },
        node: { $ref: '#/$defs/node' },
        when: { type: ['string', 'null'], format: 'date' },
      },
      $defs: {
        node: {
          type: 'object',
          properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
        },
      },
    };
    const made = makeSchemaInstance(schema, seededRandom('a'), 'example') as Record<string, never>;
    expect(made).toMatchObject({
      when: '2026-01-31',
      tags: [expect.stringMatching(/[ab]/), expect.stringMatching(/[ab]/)],
    });
    expect(String(made.name)).toHaveLength(12);
    expect([18, 19, 20]).toContain(made.age);
    const { content } = answer({
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    }).choices[0].message;
    expect(Object.keys(JSON.parse(content))).toEqual(['name', 'age', 'tags', 'node', 'when']);
  });

  test('log probabilities come per token when asked for', () => {
    const { logprobs } = answer({ logprobs: true, top_logprobs: 2 }).choices[0];
    expect(logprobs.content[0].top_logprobs).toHaveLength(2);
    expect(answer({}).choices[0].logprobs).toBeNull();
  });

  test('sage thinks before it answers, as much as it is told', () => {
    const thought = (more: object) =>
      answer({ model: 'sage', ...more }).usage.completion_tokens_details.reasoning_tokens;
    expect([
      thought({}),
      thought({ reasoning_effort: 'none' }),
      thought({ reasoning_effort: 'high' }),
    ]).toEqual([48, 0, 96]);
  });

  test('better models are right more often', () => {
    const right = (model: string) =>
      Array.from({ length: 200 }, (_, index) =>
        answer({ model, ...ask(`What is ${index} + 17?`) }),
      ).filter(({ choices }, index) => choices[0].message.content.endsWith(`= ${index + 17}`))
        .length;
    expect(right('sage')).toBeGreaterThan(right('swift-mini') + 40);
  });

  test('flaky fails about as often as it says, and a retry may succeed', () => {
    const statuses = Array.from(
      { length: 200 },
      (_, occurrence) => chat({ model: 'flaky' }, { occurrence }).status,
    );
    const failed = statuses.filter((status) => status !== 200).length;
    expect(failed).toBeGreaterThan(30);
    expect(failed).toBeLessThan(90);
  });

  test.each([
    [{ model: 'fail-503' }, 503],
    [{ model: 'nobody' }, 404],
    [{ messages: [] }, 400],
    [{ model: 'embed' }, 400],
  ])('%j is answered %i', (body, status) => {
    expect(chat(body).status).toBe(status);
  });

  test('cut breaks its stream before the end', () => {
    const { isCut, chunks } = chat({ model: 'cut', stream: true });
    expect(isCut).toBe(true);
    expect(chunks.map(({ text }) => text).join('')).not.toContain('[DONE]');
  });

  test('embeddings are deterministic unit vectors, closer for texts that share words', () => {
    const embed = (input: string[], more: object = {}) =>
      JSON.parse(
        reply('/v1/embeddings', { model: 'embed', input, ...more }).chunks[0]!.text,
      ).data.map((row: { embedding: number[] }) => row.embedding);
    const [one, same, near, far] = embed([
      'the red car',
      'the red car',
      'the red truck',
      'quarterly tax filing',
    ]);
    const dot = (left: number[], right: number[]) =>
      left.reduce((sum, value, index) => sum + value * right[index]!, 0);
    expect(dot(one, one)).toBeCloseTo(1);
    expect(one).toEqual(same);
    expect(dot(one, near)).toBeGreaterThan(dot(one, far) + 0.3);
    expect(embed(['a'], { dimensions: 8 })[0]).toHaveLength(8);
    const [base64] = embed(['the red car'], { encoding_format: 'base64' });
    expect(Buffer.from(base64, 'base64').readFloatLE(0)).toBeCloseTo(one[0]!);
  });

  test('every model has a name of its own', () => {
    expect(new Set(SANDBOX_MODELS.map((model) => model.id)).size).toBe(SANDBOX_MODELS.length);
  });
});
