import type {
  Freshness,
  RequestDetailView,
  RequestView,
} from '@weighbridge/contracts/records/request-view';
import type { ErrorBody, ListOf } from '@weighbridge/contracts/resources/envelope';
import type { KeyView } from '@weighbridge/contracts/resources/key';
import type { ModelView } from '@weighbridge/contracts/resources/model';
import type { SessionView, SignIn } from '@weighbridge/contracts/resources/session';
import type { WorkspaceView } from '@weighbridge/contracts/resources/workspace';

/** One operation in the form openapi-typescript gives and openapi-fetch reads. */
interface Operation<Answer, Query = undefined, Path = undefined> {
  parameters: { query?: Query; header?: undefined; cookie?: undefined } & PathOf<Path>;
  responses: {
    200: { headers: Record<string, string>; content: { 'application/json': Answer } };
    default: { headers: Record<string, string>; content: { 'application/json': ErrorBody } };
  };
}

type PathOf<Path> = [Path] extends [undefined] ? { path?: undefined } : { path: Path };

interface Scoped {
  workspace: string;
  limit?: number;
}

interface RequestFilters extends Scoped {
  model?: string;
  status?: string;
  key?: string;
  cursor?: string;
}

/** The part of `/api/v1` that the console uses; the shapes are the API's own schemas. */
export interface paths {
  '/api/v1/session': {
    get: Operation<SessionView>;
    post: Operation<SessionView> & {
      requestBody: { content: { 'application/json': SignIn } };
    };
    delete: Operation<undefined>;
  };
  '/api/v1/workspaces': { get: Operation<ListOf<WorkspaceView>, { limit?: number }> };
  '/api/v1/keys': { get: Operation<ListOf<KeyView>, Scoped> };
  '/api/v1/models': { get: Operation<ListOf<ModelView>, Scoped> };
  '/api/v1/requests': { get: Operation<ListOf<RequestView> & { meta: Freshness }, RequestFilters> };
  '/api/v1/requests/{id}': {
    get: Operation<RequestDetailView, { workspace: string }, { id: string }>;
  };
}
