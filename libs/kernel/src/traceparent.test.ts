import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTraceparent } from './traceparent.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

const hexOf = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''))
    .filter((text) => /[^0]/.test(text));

describe('traceparent', () => {
  test('every well-formed header is read', () => {
    fc.assert(
      fc.property(hexOf(32), hexOf(16), fc.integer({ min: 0, max: 255 }), (trace, span, flags) => {
        const header = `00-${trace}-${span}-${flags.toString(16).padStart(2, '0')}`;
        expect(parseTraceparent(header)).toEqual({ traceId: trace, parentSpanId: span, flags });
      }),
    );
  });

  test.each([
    ['absent', undefined],
    ['empty', ''],
    ['upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['a zero trace id', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a zero span id', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['a short trace id', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['missing flags', `00-${TRACE}-${SPAN}`],
    ['the forbidden version', `ff-${TRACE}-${SPAN}-01`],
    ['version 00 with a fifth field', `00-${TRACE}-${SPAN}-01-extra`],
    ['two headers joined', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
    ['a very long value', `01-${TRACE}-${SPAN}-01-${'x'.repeat(1000)}`],
  ])('%s is refused', (_name, header) => {
    expect(parseTraceparent(header)).toBeNull();
  });

  test('a later version may add fields', () => {
    expect(parseTraceparent(`01-${TRACE}-${SPAN}-00-what-comes`)).toEqual({
      traceId: TRACE,
      parentSpanId: SPAN,
      flags: 0,
    });
  });
});
