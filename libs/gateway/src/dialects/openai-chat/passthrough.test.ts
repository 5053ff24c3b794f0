import { describe, expect, test } from '@jest/globals';
import { buildPassthroughBody } from './build-passthrough-body.js';
import { PassthroughStream } from './passthrough-stream.js';
import { readChatCall } from './read-chat-call.js';
import { readPassthroughAnswer, readPassthroughEmbeddings } from './read-passthrough-answer.js';

const bodyFor = (text: string) =>
  buildPassthroughBody(readChatCall(Buffer.from(text)), 'gpt-4o').toString();
const MESSAGES = '"messages":[{"role":"user","content":"Hi","x_id":12345678901234567890}]';

describe('passing a request through', () => {
  test.each([
    [
      'only the model changes',
      `{"model": "mine", ${MESSAGES} }`,
      `{"model": "gpt-4o", ${MESSAGES} }`,
    ],
    [
      'a doubled model is sent once',
      `{"model":"a",${MESSAGES},"model":"b"}`,
      `{"model":"gpt-4o",${MESSAGES}}`,
    ],
    [
      'control fields of other gateways stay here',
      `{"model":"a","models":["b"],${MESSAGES},"provider":{"sort":"price"},"fallbacks":["c"]}`,
      `{"model":"gpt-4o",${MESSAGES}}`,
    ],
    [
      'our tags stay here, the rest of metadata does not',
      `{"model":"a",${MESSAGES},"metadata":{"tags":["t"],"k":"v"}}`,
      `{"model":"gpt-4o",${MESSAGES},"metadata":{"k":"v"}}`,
    ],
    [
      'metadata of tags alone stays here',
      `{"model":"a","metadata":{"tags":["t"]},${MESSAGES}}`,
      `{"model":"gpt-4o",${MESSAGES}}`,
    ],
    [
      "a string named tags is the vendor's",
      `{"model":"a","metadata":{"tags":"t"},${MESSAGES}}`,
      `{"model":"gpt-4o","metadata":{"tags":"t"},${MESSAGES}}`,
    ],
    [
      'a stream always asks for usage',
      `{"model":"a","stream":true,${MESSAGES}}`,
      `{"model":"gpt-4o","stream":true,${MESSAGES},"stream_options":{"include_usage":true}}`,
    ],
    [
      'other stream options are kept',
      `{"model":"a","stream":true,"stream_options":{"include_obfuscation":false,"include_usage":false},${MESSAGES}}`,
      `{"model":"gpt-4o","stream":true,"stream_options":{"include_obfuscation":false,"include_usage":true},${MESSAGES}}`,
    ],
  ])('%s', (_name, given, expected) => {
    expect(bodyFor(given)).toBe(expected);
  });
});

describe('passing an answer through', () => {
  test("the bytes are the vendor's own", () => {
    const body = Buffer.from(
      '{ "id":12345678901234567890, "choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],"odd":1.0 }',
    );
    expect(readPassthroughAnswer(body)).toMatchObject({
      text: 'Hi',
      finishReason: 'stop',
      usage: null,
    });
    expect(readPassthroughAnswer(body).body).toBe(body);
  });

  test('an error in a 200 is an error', () => {
    const body = Buffer.from('{"error":{"message":"busy","code":429}}');
    expect(() => readPassthroughAnswer(body)).toThrow(
      expect.objectContaining({ kind: 'rate_limited', status: null }),
    );
  });

  test('embeddings keep their bytes and tell their usage', () => {
    const body = Buffer.from(
      '{"data":[{"embedding":[0.1]}],"usage":{"prompt_tokens":4,"total_tokens":4}}',
    );
    expect(readPassthroughEmbeddings(body)).toMatchObject({
      body,
      usage: { inputTokens: 4, outputTokens: 0 },
    });
  });
});

const chunk = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const said = (content: string, reason: string | null = null, index = 0) => ({
  id: 'c',
  model: 'm',
  choices: [{ index, delta: { content }, finish_reason: reason }],
});
const USAGE = { prompt_tokens: 5, completion_tokens: 2, odd_field: 1 };

const play = (includeUsage: boolean, ...texts: string[]) => {
  const stream = new PassthroughStream(includeUsage);
  const events = texts.flatMap((text) => stream.read(Buffer.from(text)));
  events.push(...stream.end());
  return {
    stream,
    events,
    sent: Buffer.concat(events.flatMap((event) => event.bytes ?? [])).toString(),
  };
};

describe('passing a stream through', () => {
  test('events are forwarded as the bytes they came in', () => {
    const odd =
      'event: x\r\ndata: {"choices":[{"index":0,"delta":{"content":"é"},"finish_reason":"stop"}],"big":12345678901234567890}\r\n\r\n';
    expect(play(false, `: hello\n\n${odd}`, 'data: [DONE]\n\n').sent).toBe(odd);
  });

  test('usage on a chunk with choices is read, forwarded, and repeated with its cost when asked for', () => {
    const last = chunk({ ...said('', 'stop'), usage: USAGE });
    const { stream, sent } = play(true, chunk(said('Hi')), last);
    expect(sent).toContain(last);
    expect(stream.usage).toMatchObject({ inputTokens: 5, outputTokens: 2 });
    expect(
      JSON.parse(stream.renderTrailer('0.5').toString().split('\n')[0]!.slice(6)),
    ).toMatchObject({
      id: 'c',
      choices: [],
      usage: { ...USAGE, cost: '0.5' },
    });
  });

  test('the usage chunk is held back for the trailer', () => {
    const { sent, stream } = play(
      false,
      chunk(said('Hi', 'stop')),
      chunk({ choices: [], usage: USAGE }),
    );
    expect(sent).not.toContain('odd_field');
    expect(stream.renderTrailer('1').toString()).toBe('data: [DONE]\n\n');
    expect(stream.usage?.inputTokens).toBe(5);
  });

  test('a role alone is no output; reasoning, refusals and tool calls are', () => {
    const first = (delta: object) =>
      play(false, chunk({ choices: [{ index: 0, delta, finish_reason: null }] })).events[0]!
        .hasOutput;
    expect(first({ role: 'assistant', content: '' })).toBe(false);
    for (const delta of [
      { reasoning_content: 'a' },
      { reasoning: 'a' },
      { refusal: 'no' },
      { tool_calls: [{ index: 0 }] },
    ])
      expect(first(delta)).toBe(true);
  });

  test('every choice must finish', () => {
    const both = [chunk(said('a')), chunk(said('b', null, 1)), chunk(said('', 'stop'))];
    expect(play(false, ...both).stream.isComplete()).toBe(false);
    expect(play(false, ...both, chunk(said('', 'length', 1))).stream.isComplete()).toBe(true);
  });

  test('[DONE] without a finish reason is a cut stream', () => {
    expect(play(false, chunk(said('a')), 'data: [DONE]\n\n').stream.isComplete()).toBe(false);
  });

  test('nothing counts after an error', () => {
    const { stream, events } = play(
      false,
      chunk(said('a')),
      chunk({ error: 'broken' }),
      chunk(said('b', 'stop')),
    );
    expect(events).toHaveLength(2);
    expect(events[1]!.error).toMatchObject({ kind: 'server_error' });
    expect(stream.isComplete()).toBe(false);
  });

  test('a finish reason of error is an error', () => {
    expect(play(false, chunk(said('a', 'error'))).events[0]!.error).not.toBeNull();
  });
});
