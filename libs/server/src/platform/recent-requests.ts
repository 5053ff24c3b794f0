import type { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { ActiveRequest } from '@weighbridge/gateway/completion/active-request';
import type { RequestObserver } from '@weighbridge/gateway/completion/gateway';

// Records reach the log within two seconds; this covers a node at a few thousand requests a second.
const REMEMBERED = 10_000;

/** Knows the requests that finished lately, which the log may not show yet. */
export class RecentRequests implements RequestObserver {
  // Two generations: dropping the oldest entry of one map walks over all that were dropped before it.
  private younger = new Map<string, string>();
  private older = new Map<string, string>();

  constructor(private readonly next: RequestObserver) {}

  onFinished(request: ActiveRequest, record: RequestRecord, error: ApiError | null): void {
    if (this.younger.size >= REMEMBERED) {
      this.older = this.younger;
      this.younger = new Map();
    }
    this.younger.set(record.id, record.workspaceId);
    this.next.onFinished(request, record, error);
  }

  has(workspaceId: string, requestId: string): boolean {
    return (this.younger.get(requestId) ?? this.older.get(requestId)) === workspaceId;
  }
}
