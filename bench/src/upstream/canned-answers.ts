/** Bytes the upstream sends for each case; sizes are those of the acceptance list (request / response). */
const SMALL_ANSWER_BYTES = 400;
const LARGE_ANSWER_BYTES = 2_048;
const STREAM_CHUNKS = 64;

function chatAnswer(model: string, content: string): string {
  return JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 40, completion_tokens: 60, total_tokens: 100 },
  });
}

function answerOfSize(model: string, bytes: number): string {
  const padding = bytes - chatAnswer(model, '').length;
  return chatAnswer(model, 'word '.repeat(bytes).slice(0, padding));
}

function wholeAnswer(text: string): Buffer {
  const body = Buffer.from(text);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function frame(data: string): Buffer {
  const event = `data: ${data}\n\n`;
  return Buffer.from(`${Buffer.byteLength(event).toString(16)}\r\n${event}\r\n`);
}

function streamChunk(delta: object, finishReason: string | null): Buffer {
  return frame(
    JSON.stringify({
      id: 'chatcmpl-bench',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'bench-stream',
      choices: [{ index: 0, delta, finish_reason: finishReason }],
    }),
  );
}

function streamAnswer(): readonly Buffer[] {
  const head = Buffer.from(
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  const first = Buffer.concat([head, streamChunk({ role: 'assistant', content: 'word ' }, null)]);
  const middle = Array.from({ length: STREAM_CHUNKS - 2 }, (_, index) =>
    streamChunk({ content: `word${index} ` }, null),
  );
  const usage = frame(
    JSON.stringify({
      id: 'chatcmpl-bench',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'bench-stream',
      choices: [],
      usage: { prompt_tokens: 40, completion_tokens: STREAM_CHUNKS, total_tokens: 104 },
    }),
  );
  const last = Buffer.concat([
    streamChunk({}, 'stop'),
    usage,
    frame('[DONE]'),
    Buffer.from('0\r\n\r\n'),
  ]);
  return [first, ...middle, last];
}

/** A complete answer of about 0.4 KB, head included. */
export const SMALL_ANSWER = wholeAnswer(answerOfSize('bench-small', SMALL_ANSWER_BYTES));
/** A complete answer of about 2 KB, head included. */
export const LARGE_ANSWER = wholeAnswer(answerOfSize('bench-large', LARGE_ANSWER_BYTES));
/** What a judge says of two answers. */
export const VERDICT_ANSWER = wholeAnswer(
  chatAnswer('bench-judge', 'Both say the same in the same words.\nVerdict: tie'),
);
/** The 64 writes of a streamed answer; the last one carries finish reason, usage and `[DONE]`. */
export const STREAM_ANSWER = streamAnswer();
