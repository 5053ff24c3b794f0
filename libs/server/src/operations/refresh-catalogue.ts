import { readFile } from 'node:fs/promises';
import { PriceList } from '@weighbridge/contracts/catalogue/price-list';
import {
  diffPriceLists,
  type PriceListDiff,
} from '@weighbridge/gateway/catalogue/diff-price-lists';
import { convertPriceList } from '@weighbridge/gateway/catalogue/genai-prices/convert-price-list';
import { createOutboundClient } from '@weighbridge/gateway/outbound/outbound-client';
import { requestBuffer } from '@weighbridge/gateway/outbound/request-buffer';
import { keepPriceList } from '@weighbridge/stores/postgres/catalogue/price-lists';
import { isNewer } from '../platform/catalogue-in-force.js';
import type { ControlPlane } from '../platform/open-control-plane.js';

/** The newest data of genai-prices. */
export const PUBLISHED_PRICES =
  'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json';

const CONNECT_MS = 5_000;
const TOTAL_MS = 30_000;

export interface CatalogueRefresh extends PriceListDiff {
  /** The list in force before, and the one that was read. */
  in_force: { source: string; date: string };
  read: { source: string; date: string };
  /** The version it was applied as; null: nothing was changed. */
  applied_version: number | null;
}

/**
 * Reads a price list and says what it would change; with `apply`, puts it in force on every node.
 * @param from a file or an http(s) address: data of genai-prices, or a price list of ours
 * @throws Error in one line when it cannot be read or is no price list
 */
export async function refreshCatalogue(
  plane: ControlPlane,
  { from, apply }: { from: string; apply: boolean },
): Promise<CatalogueRefresh> {
  await plane.catalogue.refresh();
  const inForce = plane.catalogue.current.list;
  const list = readPriceListText(await readText(from), {
    source: from,
    date: new Date(plane.clock.now()).toISOString().slice(0, 'YYYY-MM-DD'.length),
  });
  const diff = diffPriceLists(inForce, list);
  if (apply && !isNewer(list, inForce))
    throw new Error(`the list in force is newer: it is as of ${inForce.date}, not ${list.date}`);
  return {
    in_force: { source: inForce.source, date: inForce.date },
    read: { source: list.source, date: list.date },
    ...diff,
    applied_version: apply ? await applyPriceList(plane, list) : null,
  };
}

/** Goes back to the price list that this version comes with. */
export const resetCatalogue = (plane: ControlPlane): Promise<number> => applyPriceList(plane, null);

/** Keeps the list, records who did it, and has every node reload. */
async function applyPriceList(plane: ControlPlane, list: PriceList | null): Promise<number> {
  const version = await keepPriceList(plane.dataSource, list);
  const actor = { type: 'command' as const, id: 'wb catalogue' };
  await plane.store.mutate({ actor, requestId: null }, async ({ record }) =>
    record({
      action: 'catalogue.apply',
      resource: { type: 'price_lists', id: String(version) },
      ...{ organizationId: null, workspaceId: null, outcome: 'done', reload: true },
      changes: { source: list?.source ?? 'built-in', date: list?.date ?? null },
    }),
  );
  await plane.catalogue.refresh();
  return version;
}

function readPriceListText(text: string, origin: Pick<PriceList, 'source' | 'date'>): PriceList {
  const document: unknown = parseJson(text);
  const list = Array.isArray(document) ? convertPriceList(document, origin) : document;
  const checked = PriceList.safeParse(list);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new Error(`${origin.source} is no price list: ${issue!.path.join('.')}: ${issue!.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('what was read is no JSON');
  }
}

async function readText(from: string): Promise<string> {
  if (!/^https?:\/\//.test(from)) return readFile(from, 'utf8');
  const url = new URL(from);
  const client = createOutboundClient();
  try {
    const answer = await requestBuffer(client, {
      ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET' },
      ...{ headers: ['accept', 'application/json'], body: null, allowPrivateNetwork: false },
      timeouts: {
        ...{ connectMs: CONNECT_MS, firstTokenMs: 0, idleMs: 0 },
        deadlineAt: performance.now() + TOTAL_MS,
      },
    });
    if (!answer.ok) throw new Error(`${url.origin} cannot be read: ${answer.failure.message}`);
    if (answer.status !== 200) throw new Error(`${url.origin} answered with ${answer.status}`);
    return answer.body.toString('utf8');
  } finally {
    await client.closeAll();
  }
}
