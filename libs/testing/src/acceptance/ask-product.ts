import type { Product } from './start-product.js';

/** An HTTP answer as it came, with its body read as JSON where it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

/** Sends one request to the product and reads the whole answer; nothing is retried. */
export async function ask(
  product: Product,
  path: string,
  options: {
    method?: string;
    token?: string;
    headers?: Record<string, string>;
    body?: unknown;
  } = {},
): Promise<Answer> {
  const answer = await fetch(new URL(path, product.url), {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: readJson(text) };
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Asks `/api/v1` as the instance owner. */
export function askAdmin(
  product: Product,
  path: string,
  options: { method?: string; body?: unknown } = {},
): Promise<Answer> {
  return ask(product, `/api/v1${path}`, { ...options, token: product.adminToken });
}

/** The fields of a request row these tests compare. */
export interface RequestRow {
  id: string;
  user: string | null;
  status: number | string;
  cost_usd: string;
  model: string;
  attempts: number;
}

/** Every row of a workspace's request log, page by page. */
export async function readAllRequests(product: Product, workspace: string): Promise<RequestRow[]> {
  const rows: RequestRow[] = [];
  let cursor: unknown = '';
  while (typeof cursor === 'string') {
    const page = await askAdmin(
      product,
      `/requests?workspace=${workspace}&limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    if (page.status !== 200) throw new Error(`request log answered ${page.status}: ${page.text}`);
    rows.push(...(page.json['data'] as RequestRow[]));
    cursor = page.json['next_cursor'];
  }
  return rows;
}

/** A budget as `GET /api/v1/budgets` shows it. */
export interface BudgetView {
  scope: string;
  scope_id: string;
  limit: string;
  spent: string;
  reserved: string;
}

/** The budgets of a workspace with what was spent of them. */
export async function readBudgets(product: Product, workspace: string): Promise<BudgetView[]> {
  const { status, json, text } = await askAdmin(product, `/budgets?workspace=${workspace}`);
  if (status !== 200) throw new Error(`budgets answered ${status}: ${text}`);
  return json['data'] as BudgetView[];
}
