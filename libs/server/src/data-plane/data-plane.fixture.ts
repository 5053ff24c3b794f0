import { createHash } from 'node:crypto';
import type { RecordJournal } from '@weighbridge/contracts/records/record-journal';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { SettleRecord } from '@weighbridge/contracts/records/settle-record';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { BudgetBook } from '@weighbridge/gateway/budgets/budget-book';
import type { LeaseSource } from '@weighbridge/gateway/budgets/lease-source';
import { assembleGateway } from '@weighbridge/gateway/completion/assemble-gateway';
import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import type { StoredAnswer } from '@weighbridge/gateway/completion/idempotency';
import { buildSnapshot } from '@weighbridge/gateway/routing/build-snapshot';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';
import { systemClock } from '@weighbridge/kernel/clock';
import { fastify as createFastify } from 'fastify';
import { answerFrameworkError } from '../errors/answer-framework-error.js';
import { VENDOR_KNOWLEDGE } from '../platform/vendor-knowledge.js';
import { registerDataPlane } from './register-data-plane.js';
import { takeExpressLane } from './take-express-lane.js';

export const KEY = 'wb_test_key_0123456789';
export const PUBLIC_KEY = 'wbpub_test_key_0123456789';

export const hashKey = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/** Everything a data plane wrote to its journal, in order. */
export interface Written {
  requests: RequestRecord[];
  settles: SettleRecord[];
  order: string[];
}

/** A started data plane: real HTTP in front, real outbound client behind, books kept in memory. */
export interface TestPlane {
  url: string;
  written: Written;
  close(): Promise<void>;
}

/** Rows of one workspace `acme` with one key; the provider `vendor` lives at the given address. */
export function sourceFor(vendorUrl: string, over: Partial<SnapshotSource> = {}): SnapshotSource {
  return {
    version: 1,
    workspaces: [
      {
        id: 'acme',
        organizationId: 'default',
        region: null,
        zdr: false,
        allowedModels: null,
        evals: null,
      },
    ],
    keys: [keyRow('key_1', KEY, 'secret'), keyRow('key_2', PUBLIC_KEY, 'public')],
    providers: [
      {
        workspaceId: null,
        config: {
          id: 'vendor',
          type: 'openai-compatible',
          base_url: `${vendorUrl}/v1`,
          allow_private_network: true,
          models: ['one', 'two', 'three'].map((id) => ({
            id,
            price: { input: '0', output: '1000' },
          })),
        },
        apiKeys: ['sk-vendor'],
        headers: {},
      },
    ],
    routes: [
      {
        workspaceId: null,
        config: {
          id: 'chat',
          strategy: 'priority',
          targets: [{ model: 'vendor/one' }, { model: 'vendor/two' }],
          retry: { attempts: 1 },
        },
      },
    ],
    budgets: [],
    categories: [],
    decisions: [],
    ...over,
  };
}

const keyRow = (id: string, text: string, kind: 'secret' | 'public') => ({
  id,
  name: id,
  workspaceId: 'acme',
  teamId: null,
  kind,
  hash: hashKey(text),
  limits: {},
  allowedModels: null,
  expiresAt: null,
});

/** Starts a data plane over the rows. */
export async function startTestPlane(
  source: SnapshotSource,
  options: { heartbeatMs?: number; failJournal?: () => boolean } = {},
): Promise<TestPlane> {
  const built = buildSnapshot(source, VENDOR_KNOWLEDGE);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  const written: Written = { requests: [], settles: [], order: [] };
  const gateway = assemble(built.snapshot, source, written, options);
  const fastify = createFastify({ frameworkErrors: answerFrameworkError });
  const endpoints = await registerDataPlane(fastify, {
    gateway,
    findRequest: () => Promise.resolve(null),
    knowsRequest: (_workspace, id) =>
      Promise.resolve(written.requests.some((request) => request.id === id)),
    spentOf: (_workspace, key) =>
      Promise.resolve(
        written.requests.reduce((sum, { keyId, cost }) => (keyId === key ? sum + cost : sum), 0n),
      ),
    accepting: () => true,
    logError: (error) => {
      throw error;
    },
  });
  takeExpressLane(fastify.server, endpoints);
  const url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    written,
    close: async () => {
      fastify.server.closeAllConnections();
      await fastify.close();
      await gateway.outbound.closeAll();
    },
  };
}

function assemble(
  snapshot: Snapshot,
  source: SnapshotSource,
  written: Written,
  options: { heartbeatMs?: number; failJournal?: () => boolean },
): Gateway {
  const book = new BudgetBook(generousLeases(source), systemClock);
  book.updateBudgets(source.budgets);
  return assembleGateway({
    authority: {
      snapshot: () => snapshot,
      staleForMs: () => 0,
      hashKey,
      now: () => Date.now(),
    },
    book,
    journal: recordingJournal(written, options.failJournal ?? (() => false)),
    idempotency: memoryIdempotency(),
    observer: { onFinished: () => undefined },
    heartbeatMs: options.heartbeatMs,
  });
}

/** Grants whatever fits each budget, as a ledger without other nodes would. */
function generousLeases(source: SnapshotSource): LeaseSource {
  const granted = new Map<string, bigint>();
  return {
    draw: ({ windows, waiting }) =>
      Promise.resolve({
        now: Date.now(),
        windows: windows.map((window, index) => {
          const limit = source.budgets.find(({ id }) => id === window.budgetId)!.limit;
          const had = granted.get(window.budgetId) ?? 0n;
          const wanted = waiting
            .flatMap(({ needs }) => needs)
            .filter((need) => need.window === index)
            .reduce((sum, { amount }) => sum + amount, 0n);
          const room = limit - had;
          const grant = wanted - window.free > room ? room : wanted - window.free;
          const given = grant > 0n ? grant : 0n;
          granted.set(window.budgetId, had + given - window.giveBack);
          const own = had + given - window.giveBack;
          return { granted: given, spent: 0n, leased: own, ownLease: own };
        }),
      }),
  };
}

function recordingJournal(written: Written, fails: () => boolean): RecordJournal {
  const note = (name: string): Promise<void> => {
    if (fails()) return Promise.reject(new Error('disk'));
    written.order.push(name);
    return Promise.resolve();
  };
  return {
    accepting: true,
    keepsBodies: true,
    appendIntent: () => note('intent'),
    appendExtend: () => note('extend'),
    appendSettle: (record) => {
      written.settles.push(record);
      return note('settle');
    },
    appendRequest: (record) => {
      written.requests.push(record);
      return note('request');
    },
    appendScore: () => note('score'),
  };
}

function memoryIdempotency(): Gateway['idempotency'] {
  const claims = new Map<
    string,
    {
      fingerprint: string;
      answer: StoredAnswer | null | undefined;
    }
  >();
  const nameOf = (workspaceId: string, key: string): string => `${workspaceId}\n${key}`;
  return {
    claim(workspaceId, key, fingerprint) {
      const known = claims.get(nameOf(workspaceId, key));
      if (!known) {
        claims.set(nameOf(workspaceId, key), { fingerprint, answer: undefined });
        return Promise.resolve({ state: 'new' });
      }
      if (known.fingerprint !== fingerprint) return Promise.resolve({ state: 'mismatch' });
      return Promise.resolve(
        known.answer === undefined ? { state: 'running' } : { state: 'done', answer: known.answer },
      );
    },
    complete(workspaceId, key, answer) {
      claims.get(nameOf(workspaceId, key))!.answer = answer;
      return Promise.resolve();
    },
    abandon(workspaceId, key) {
      claims.delete(nameOf(workspaceId, key));
      return Promise.resolve();
    },
  };
}
