import type { ListOf } from '@weighbridge/contracts/resources/envelope';
import type { ModelFactsView, ModelQuery, ModelView } from '@weighbridge/contracts/resources/model';
import type { Principal } from '../access/principal.js';
import type { ProviderConfig } from '../tables/rows.js';
import type { GovernStore } from '../tables/tables.js';
import { isAfter, readCursor, writeCursor } from './cursor.js';
import { notFound, scopeOf } from './find-place.js';

/** A model with what is known of it, read when it is shown. */
export interface KnownModel {
  /** The upstream's name. */
  model: string;
  facts(): ModelFactsView;
}

/** What there is to call, and what there would be. */
export interface ModelDirectory {
  /** The models of a provider: those it names or, without names, the catalogue's of its type. */
  offeredBy(provider: ProviderConfig): readonly KnownModel[];
  /** The catalogue's models, under the provider that would offer them. */
  catalogue(): readonly CatalogueModel[];
}

export interface CatalogueModel extends KnownModel {
  provider: string;
  /** Whether there is a provider type for it; others are reached as openai-compatible. */
  hasType: boolean;
}

interface Candidate extends KnownModel {
  /** Lists are in this order, then by id: offered by a provider, of a provider type, the rest. */
  rank: 0 | 1 | 2;
  id: string;
  provider: string;
  workspace: string | null;
}

/**
 * The models that the providers in the principal's sight offer, by id, and after them the
 * catalogue's that none of them offers.
 */
export async function listModels(
  store: GovernStore,
  directory: ModelDirectory,
  principal: Principal,
  query: ModelQuery,
): Promise<ListOf<ModelView>> {
  const after = readCursor(query.cursor);
  const candidates = (await findCandidates(store, directory, principal, query.workspace))
    .filter((candidate) => matches(candidate, query))
    .filter((candidate) => after === null || isAfter(positionOf(candidate), after))
    .sort((one, other) => (isAfter(positionOf(one), positionOf(other)) ? 1 : -1));
  const page: ModelView[] = [];
  let last: Candidate | undefined;
  for (const candidate of candidates) {
    const view = viewOf(candidate);
    if (query.capability && !view.capabilities?.includes(query.capability)) continue;
    if (page.length === query.limit)
      return { data: page, next_cursor: writeCursor(positionOf(last!)) };
    page.push(view);
    last = candidate;
  }
  return { data: page, next_cursor: null };
}

/** One model by its id. @throws ApiError `not_found` */
export async function getModel(
  store: GovernStore,
  directory: ModelDirectory,
  principal: Principal,
  id: string,
  workspace: string | undefined,
): Promise<ModelView> {
  const candidates = await findCandidates(store, directory, principal, workspace);
  const found = candidates.find((candidate) => candidate.id === id);
  if (!found) throw notFound('model', id);
  return viewOf(found);
}

async function findCandidates(
  store: GovernStore,
  directory: ModelDirectory,
  principal: Principal,
  workspace: string | undefined,
): Promise<Candidate[]> {
  const providers = await store.read(async (tables) =>
    tables.providers.matching(await scopeOf(principal, 'models.read', workspace, tables), {}),
  );
  const offered = providers.flatMap(({ id, workspaceId, config }) =>
    directory.offeredBy(config).map((known) => candidateOf(known, 0, id, workspaceId)),
  );
  const taken = new Set(offered.map(({ id }) => id));
  const others = directory
    .catalogue()
    .map((known) => candidateOf(known, known.hasType ? 1 : 2, known.provider, null))
    .filter(({ id }) => !taken.has(id));
  return [...offered, ...others];
}

const candidateOf = (
  { model, facts }: KnownModel,
  rank: Candidate['rank'],
  provider: string,
  workspace: string | null,
): Candidate => ({ id: `${provider}/${model}`, rank, provider, workspace, model, facts });

const isAvailable = ({ rank }: Candidate): boolean => rank === 0;

function matches(candidate: Candidate, { q, provider, available }: ModelQuery): boolean {
  if (q !== undefined && !candidate.id.toLowerCase().includes(q.toLowerCase())) return false;
  if (provider !== undefined && candidate.provider !== provider) return false;
  return available === undefined || isAvailable(candidate) === (available === 'true');
}

function viewOf(candidate: Candidate): ModelView {
  const { id, provider, model, workspace, facts } = candidate;
  return { id, provider, model, workspace, available: isAvailable(candidate), ...facts() };
}

/** A page may end between two workspaces' models of one id. */
const positionOf = ({ rank, id, workspace }: Candidate): [string, string] => [
  `${rank}${id}`,
  workspace ?? '',
];
