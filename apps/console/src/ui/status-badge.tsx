import { Badge } from '@mantine/core';
import type { RequestStatus } from '@weighbridge/contracts/records/request-record';

const COLORS: Record<RequestStatus, string> = {
  ok: 'teal',
  error: 'red',
  cancelled: 'gray',
  interrupted: 'orange',
};

/** Codes are long; the whole of one is shown on hover. */
const CUT = { label: { overflow: 'hidden' } };

/** How something ended; the code says more than the word where there is one. */
export function StatusBadge({ status, code }: { status: RequestStatus; code?: string | null }) {
  return (
    <Badge
      variant="light"
      color={COLORS[status]}
      tt="none"
      fw={500}
      styles={CUT}
      title={code ?? status}
    >
      {code ?? status}
    </Badge>
  );
}
