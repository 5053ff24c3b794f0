import { Text, type TextProps } from '@mantine/core';
import { formatAge, formatInstant } from './format.js';
import { useNow } from './use-now.js';

/** How long ago, with the exact time on hover and for programs. */
export function Moment({ iso, ...look }: { iso: string } & TextProps) {
  const now = useNow();
  return (
    <Text
      component="time"
      dateTime={iso}
      title={formatInstant(iso)}
      size="sm"
      style={{ whiteSpace: 'nowrap' }}
      {...look}
    >
      {formatAge(Date.parse(iso), now)}
    </Text>
  );
}
