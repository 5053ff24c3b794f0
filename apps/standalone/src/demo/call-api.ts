import type { Instance } from './find-instance.js';

/** Calls of the admin API; a refusal is an error with the API's own words. */
export interface AdminApi {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
  patch<Answer>(path: string, body: object): Promise<Answer>;
}

export function openAdminApi({ url, adminToken }: Instance): AdminApi {
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const json = (await answer.json()) as Answer & { error?: { message: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${json.error?.message ?? answer.status}`);
    return json;
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  };
}
