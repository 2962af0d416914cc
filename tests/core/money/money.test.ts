import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcNumber, formatBtc, formatSat, parseAmount, parseBtc, satPerBtc } from '../../../core/money.ts';

const anySat = fc.bigInt({ min: 0n, max: 21_000_000n * satPerBtc });

describe('money', () => {
  it('[MN1] what is printed reads back as the same satoshi', () => {
    fc.assert(
      fc.property(anySat, (sat) => {
        expect(parseBtc(btcNumber(sat))).toBe(sat);
        expect(parseAmount(formatBtc(sat))).toBe(sat);
        expect(parseAmount(formatSat(sat))).toBe(sat);
      }),
    );
  });

  it('[MN2] prints bitcoin without trailing zeros, exactly', () => {
    const printed = [0n, 1n, 100_000_000n, 639_000_000n, 123_456_789n, -1_000n].map(btcNumber);
    expect(printed).toEqual(['0', '0.00000001', '1', '6.39', '1.23456789', '-0.00001']);
  });

  it.each(['', '1', '1.2.3 BTC', '1e3 BTC', '-1 BTC', '1,000 sat', '0.000000001 BTC', '22000000 BTC', '1.5 sat', 'NaN BTC', '0x10 sat'])(
    '[MN3] refuses %j',
    (text) => {
      expect(() => parseAmount(text)).toThrow(expect.objectContaining({ code: 'money/not-an-amount' }));
    },
  );
});
