import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import type { NanoUsd } from '@weighbridge/kernel/money';
import type { RequestDetails } from './find-request.js';

/** What the HTTP face of the data plane works with, handed over by the composition. */
export interface DataPlane {
  gateway: Gateway;
  /** The request as its caller may see it; null: there is none of that id in the workspace. */
  findRequest(workspaceId: string, requestId: string): Promise<RequestDetails | null>;
  /** True when a trace or request of this id is known to the workspace. */
  knowsRequest(workspaceId: string, requestId: string): Promise<boolean>;
  /** What the key's recorded requests cost in all; null: it cannot be told now. */
  spentOf(workspaceId: string, keyId: string): Promise<NanoUsd | null>;
  /** False while starting: requests are turned away. */
  accepting(): boolean;
  logError(error: unknown, requestId: string): void;
}
