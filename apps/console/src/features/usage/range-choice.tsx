import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { changeAddress } from '../../ui/change-address.js';
import { findRange, RANGES, type Range } from './range.js';

/** The range of the address, else the one of that name. */
export function useRange(otherwise: string): Range {
  const [address] = useSearchParams();
  return findRange(address.get('range')) ?? findRange(otherwise)!;
}

/** Chooses the range; it lives in the address. */
export function RangeChoice({ value }: { value: string }) {
  const [, setAddress] = useSearchParams();
  const choose = (name: string) => setAddress((before) => changeAddress(before, { range: name }));
  return (
    <SegmentedControl
      aria-label="Period"
      value={value}
      onChange={choose}
      data={RANGES.map(({ name, label }) => ({ value: name, label }))}
    />
  );
}
