import fc from 'fast-check';
import { addQuantities, compareQuantities, isQuantity, printQuantity, smallerQuantity } from './quantity.js';

describe('quantities are exact decimals', () => {
  it('adds what binary floats cannot', () => {
    expect(addQuantities(['0.1', '0.2'])).toBe('0.3');
    expect(addQuantities(['999999999999.99', '0.01'])).toBe('1000000000000');
  });

  it('adds like whole cents do', () => {
    const cents = fc.integer({ min: 0, max: 10 ** 12 });
    const text = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 50 }), (values) => {
        const sum = values.reduce((total, value) => total + BigInt(value), 0n);
        expect(compareQuantities(addQuantities(values.map((value) => text(BigInt(value)))), text(sum))).toBe(0);
      }),
    );
  });

  it('keeps the smaller figure as it was written', () => {
    expect(smallerQuantity('10.0', '10')).toBe('10.0');
    expect(smallerQuantity('9.99', '10')).toBe('9.99');
  });

  it('knows what is a quantity of a unit', () => {
    expect(isQuantity('2570.46', 'm2')).toBe(true);
    for (const wrong of ['2570.461', '-1', '1e3', '01', '', '１', '1.', ' 1'])
      expect(isQuantity(wrong, 'm2')).toBe(false);
    expect(isQuantity('8300', 'tree')).toBe(true);
    expect(isQuantity('0.5', 'tree')).toBe(false);
  });

  it('prints figures as the yearly report does', () => {
    expect(printQuantity('2570.46', '平方米', false)).toBe('2570.46平方米');
    expect(printQuantity('156450', '平方米', true)).toBe('15.645万平方米');
    expect(printQuantity('4860000', '立方米', true)).toBe('486万立方米');
  });
});
