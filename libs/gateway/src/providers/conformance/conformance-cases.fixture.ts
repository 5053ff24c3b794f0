import type { Capability } from '@weighbridge/contracts/config/provider';
import type { FinishReason } from '../../dialects/canonical/finish-reason.js';
import { weatherTool } from './weather-tool.fixture.js';

/** What a caller must get, whichever vendor answered. */
export interface ExpectedAnswer {
  text: string;
  reasoning?: string;
  toolCalls?: { name: string; arguments: object }[];
  finishReason: FinishReason;
  /** Input, cached, output and reasoning tokens in OpenAI's sense. */
  usage: readonly [input: number, cached: number, output: number, reasoning: number];
}

/** What the conformance table has a column for. */
export type ConformanceColumn = 'text' | 'tools' | 'images' | 'JSON schema' | 'reasoning' | 'usage';

export interface ConformanceCase {
  name: string;
  column: ConformanceColumn;
  /** Named when a vendor may lack it; then the request must be refused instead. */
  capability?: Capability | 'image_urls';
  /** The field that the refusal must name. */
  field?: string;
  /** The caller's body without `model` and `stream`. */
  request: object;
  /** There is a streamed recording as well. */
  streams?: true;
  expected: ExpectedAnswer;
}

const question = [{ role: 'user', content: 'What is the capital of France?' }];
const PARIS = 'Paris is the capital of France.';

const callOf = (id: string, city: string) => ({
  id,
  type: 'function',
  function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
});
const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
};

function imageCase(
  name: string,
  capability: 'vision' | 'image_urls',
  url: string,
): ConformanceCase {
  const content = [
    { type: 'text', text: 'What is this?' },
    { type: 'image_url', image_url: { url } },
  ];
  return {
    ...{ name, capability, column: 'images', field: 'messages' },
    request: { messages: [{ role: 'user', content }] },
    expected: { text: 'A red square.', finishReason: 'stop', usage: [300, 0, 5, 0] },
  };
}

/** Every adapter in the registry goes through all of these. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  {
    name: 'text',
    column: 'text',
    request: {
      messages: [{ role: 'system', content: 'Be brief.' }, ...question],
      max_tokens: 100,
      temperature: 0.5,
      stop: ['END'],
      user: 'u-1',
    },
    streams: true,
    expected: { text: PARIS, finishReason: 'stop', usage: [21, 0, 8, 0] },
  },
  {
    name: 'developer',
    column: 'text',
    request: { messages: [{ role: 'developer', content: 'Be brief.' }, ...question] },
    expected: { text: PARIS, finishReason: 'stop', usage: [21, 0, 8, 0] },
  },
  {
    name: 'cached',
    column: 'usage',
    request: { messages: question },
    expected: { text: PARIS, finishReason: 'stop', usage: [2021, 2000, 8, 0] },
  },
  {
    name: 'tools',
    column: 'tools',
    capability: 'tools',
    field: 'tools',
    request: {
      messages: [{ role: 'user', content: 'Weather in Paris and Oslo?' }],
      tools: [weatherTool],
      tool_choice: 'required',
    },
    streams: true,
    expected: {
      text: '',
      toolCalls: [
        { name: 'get_weather', arguments: { city: 'Paris' } },
        { name: 'get_weather', arguments: { city: 'Oslo' } },
      ],
      finishReason: 'tool_calls',
      usage: [60, 0, 32, 0],
    },
  },
  {
    name: 'tool-results',
    column: 'tools',
    capability: 'tools',
    field: 'tools',
    request: {
      messages: [
        { role: 'user', content: 'Weather in Paris and Oslo?' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [callOf('call_a', 'Paris'), callOf('call_b', 'Oslo')],
        },
        { role: 'tool', tool_call_id: 'call_a', content: '17 degrees' },
        { role: 'tool', tool_call_id: 'call_b', content: '{"degrees":3}' },
      ],
      tools: [weatherTool],
      parallel_tool_calls: false,
    },
    expected: {
      text: 'It is 17 degrees in Paris and 3 in Oslo.',
      finishReason: 'stop',
      usage: [120, 0, 14, 0],
    },
  },
  imageCase('images', 'vision', 'data:image/png;base64,iVBORw0KGgo='),
  imageCase('image-urls', 'image_urls', 'https://example.com/a.png?size=2'),
  {
    name: 'json-schema',
    column: 'JSON schema',
    capability: 'json_schema',
    field: 'response_format',
    request: {
      messages: [{ role: 'user', content: 'Who was Ada?' }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'person', strict: true, schema: person },
      },
    },
    expected: { text: '{"name":"Ada","age":36}', finishReason: 'stop', usage: [70, 0, 12, 0] },
  },
  {
    name: 'reasoning',
    column: 'reasoning',
    capability: 'reasoning',
    request: {
      messages: [{ role: 'user', content: '6 * 7?' }],
      reasoning_effort: 'low',
      temperature: 0.2,
    },
    streams: true,
    expected: {
      text: '42',
      reasoning: 'Six times seven.',
      finishReason: 'stop',
      usage: [30, 0, 70, 64],
    },
  },
  {
    name: 'length',
    column: 'text',
    request: { messages: question, max_completion_tokens: 3 },
    expected: { text: 'Paris is', finishReason: 'length', usage: [21, 0, 3, 0] },
  },
  {
    name: 'filtered',
    column: 'text',
    request: { messages: question },
    expected: { text: '', finishReason: 'content_filter', usage: [21, 0, 1, 0] },
  },
  {
    name: 'logprobs',
    column: 'text',
    capability: 'logprobs',
    field: 'logprobs',
    request: { messages: question, logprobs: true, top_logprobs: 1 },
    expected: { text: 'Paris', finishReason: 'stop', usage: [21, 0, 1, 0] },
  },
];
