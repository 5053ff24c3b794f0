/** One thing to measure: which model is asked, with how large a body. */
export interface BenchCase {
  name: 'small' | 'large' | 'stream' | 'stream-slow';
  /** The canned answer the upstream chooses by this name. */
  model: string;
  title: string;
  requestBytes: number;
  stream: boolean;
}

/** The three cases of the acceptance list. */
export const CASES: readonly BenchCase[] = [
  { name: 'small', model: 'bench-small', title: '0.2/0.4 KB', requestBytes: 200, stream: false },
  { name: 'large', model: 'bench-large', title: '8/2 KB', requestBytes: 8_192, stream: false },
  {
    name: 'stream',
    model: 'bench-stream',
    title: '64-chunk stream, 1 ms apart',
    requestBytes: 250,
    stream: true,
  },
];

/** 64 chunks 20 ms apart: what a person reads along with, for the many-streams run. */
export const SLOW_STREAM: BenchCase = {
  name: 'stream-slow',
  model: 'bench-stream-slow',
  title: '64-chunk stream, 20 ms apart',
  requestBytes: 250,
  stream: true,
};

/** The request body of a case, padded to its size; `prefix` is how a target spells its models. */
export function renderRequestBody(benchCase: BenchCase, prefix: string): string {
  const render = (content: string): string =>
    JSON.stringify({
      model: `${prefix}${benchCase.model}`,
      messages: [{ role: 'user', content }],
      max_tokens: 100,
      ...(benchCase.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    });
  const padding = Math.max(4, benchCase.requestBytes - render('').length);
  return render('word '.repeat(padding).slice(0, padding));
}
