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
    expect(boundInputTokens(text)).toBeGreaterThan(4_000);
  });

  test('an image counts as an image, not as its base64 text', () => {
    const picture = call({ messages: [{ role: 'user', content: [image] }] });
    expect(estimateInputTokens(picture)).toBeLessThan(1_200);
    expect(boundInputTokens(picture)).toBeGreaterThan(48_169);
    expect(boundInputTokens(picture)).toBeLessThan(60_000);
  });
});
