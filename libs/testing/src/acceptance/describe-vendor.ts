import type { FakeVendor } from '../fake-vendor/start-fake-vendor.js';

/** $1,000 per million output tokens and nothing for input: 100 tokens cost exactly $0.10. */
export const TEN_CENTS_PER_100_TOKENS = { input: '0', output: '1000' };

/** A key text of our own, long enough for the contract's 16 characters. */
export const CALLER_KEY = 'wb-acceptance-caller-key-0001';

/** The fake vendor as a provider of the configuration file: `fake/<model>`. */
export function describeVendor(
  vendor: FakeVendor,
  models: readonly string[],
  more: object = {},
): object {
  return {
    id: 'fake',
    type: 'openai-compatible',
    base_url: `${vendor.url}/v1`,
    api_key: 'sk-fake-upstream',
    allow_private_network: true,
    models: models.map((id) => ({
      id,
      price: TEN_CENTS_PER_100_TOKENS,
      context: 128_000,
      max_output: 4_096,
    })),
    ...more,
  };
}
