/**
 * Money is integer nano-USD (1e-9 USD) in a `bigint`: doubles lose cents near $9 million, and a
 * million float additions of a token price do not sum to the price of a million tokens.
 */
export type NanoUsd = bigint;

/** A price in integer nano-USD per million units (tokens), so that $0.0375 per million is exact. */
export type NanoUsdPerMillion = bigint;

const NANO_DIGITS = 9;
const NANO_PER_USD = 10n ** BigInt(NANO_DIGITS);
const UNITS_PER_PRICE = 1_000_000n;
const DECIMAL_USD = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/;

/**
 * Reads a decimal USD string (`"0.000123"`) as nano-USD.
 * @throws RangeError when the text is not a plain decimal with at most nine fraction digits.
 */
export function parseUsd(text: string): NanoUsd {
  const match = DECIMAL_USD.exec(text);
  if (!match) throw new RangeError(`not a decimal USD amount: "${text}"`);
  const [, sign, whole, fraction = ''] = match;
  const nano = BigInt(whole!) * NANO_PER_USD + BigInt(fraction.padEnd(NANO_DIGITS, '0'));
  return sign ? -nano : nano;
}

/** Writes nano-USD as the shortest exact decimal USD string: `123000n` → `"0.000123"`, `0n` → `"0"`. */
export function formatUsd(nano: NanoUsd): string {
  const sign = nano < 0n ? '-' : '';
  const magnitude = nano < 0n ? -nano : nano;
  const whole = magnitude / NANO_PER_USD;
  const fraction = (magnitude % NANO_PER_USD)
    .toString()
    .padStart(NANO_DIGITS, '0')
    .replace(/0+$/, '');
  return fraction ? `${sign}${whole}.${fraction}` : `${sign}${whole}`;
}

/** Prices a count of units, rounded up to the next nano-USD so that no line is ever undercounted. */
export function priceUnits(units: number, price: NanoUsdPerMillion): NanoUsd {
  if (units <= 0 || price === 0n) return 0n;
  return (BigInt(units) * price + UNITS_PER_PRICE - 1n) / UNITS_PER_PRICE;
}
