import { describe, expect, test } from '@jest/globals';
import { boundInputTokens, estimateInputTokens } from './estimate-input-tokens.js';

describe('estimating input', () => {
  const call = (body: object) => {
    const raw = Buffer.from(JSON.stringify(body));
    return { raw, body: JSON.parse(raw.toString()) };
  };
  const image = {
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${'A'.repeat(400_000)}` },
  };

  test('text counts by its bytes', () => {
    const text = call({ messages: [{ role: 'user', content: 'x'.repeat(4_000) }] });
    expect(estimateInputTokens(text)).toBeGreaterThan(1_000);
    expect(estimateInputTokens(text)).toBeLessThan(1_100);
    expect(boundInputTokens(text, null)).toBeGreaterThan(4_000);
  });

  test('an image counts as an image, not as its base64 text', () => {
    const picture = call({ messages: [{ role: 'user', content: [image] }] });
    expect(estimateInputTokens(picture)).toBeLessThan(1_200);
    expect(boundInputTokens(picture, null)).toBeGreaterThan(48_169);
    expect(boundInputTokens(picture, null)).toBeLessThan(60_000);
  });

  test.each<[string, object]>([
    ['a video', { type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } }],
    ['a file that the vendor keeps', { type: 'file', file: { file_id: 'file-1' } }],
    ['a file in the body', { type: 'file', file: { file_data: 'data:application/pdf;base64,AA' } }],
    [
      'a document in the place of an image',
      { type: 'image_url', image_url: { url: 'data:application/pdf;base64,AA' } },
    ],
    ['a part nobody here knows', { type: 'hologram', url: 'https://example.com/a' }],
  ])('the context of the model bounds %s, its bytes do not', (_, part) => {
    const given = call({ messages: [{ role: 'user', content: [part] }] });
    expect(boundInputTokens(given, 128_000)).toBe(128_000);
    expect(boundInputTokens(given, null)).toBe(10_000_000);
    expect(estimateInputTokens(given)).toBeLessThan(1_100);
  });

  test('an answer in sound that is referred to by its id is bound by the context', () => {
    const given = call({ messages: [{ role: 'assistant', audio: { id: 'audio_1' } }] });
    expect(boundInputTokens(given, 128_000)).toBe(128_000);
  });
});
