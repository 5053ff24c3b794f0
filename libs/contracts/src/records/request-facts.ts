/** What is known of a request before its first attempt: who asks, for what, on which route. */
export interface RequestFacts {
  workspaceId: string;
  keyId: string;
  keyName: string;
  teamId: string | null;
  user: string | null;
  sessionId: string | null;
  route: string | null;
  strategy: string | null;
  category: string | null;
  tags: readonly string[];
  stream: boolean;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
}
