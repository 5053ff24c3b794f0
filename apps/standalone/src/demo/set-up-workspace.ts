import type { AdminApi } from './call-api.js';

/** Answers ten times as fast as the simulation would, so that the demo takes minutes, not hours. */
const SPEED = { 'x-sandbox-speed': '10' };
/** As good as the strong model at small talk, much worse at code. */
const AT_FIRST = 'swift-mini.chat=0.95,swift-mini.code=0.6,sage.chat=0.95,sage.code=0.97';
/** What `makeWorse` does to the cheap model. */
const REGRESSED = 'swift-mini.chat=0.35,swift-mini.code=0.6,sage.chat=0.95,sage.code=0.97';

/** A workspace of the demo's own: nothing in it mixes with the traffic of others. */
export interface DemoWorkspace {
  id: string;
  key: string;
  route: string;
  strong: string;
  cheap: string;
  /** The cheap model silently loses its skill, as after a provider's bad release. */
  makeWorse(): Promise<void>;
}

/** Makes workspace, provider, categories, auto route, automatic evaluation and a key. */
export async function setUpWorkspace(api: AdminApi): Promise<DemoWorkspace> {
  const id = `demo-${Date.now().toString(36)}`;
  const provider = 'demo';
  const [strong, cheap, judge] = ['sage', 'swift-mini', 'steady'].map((m) => `${provider}/${m}`);
  await api.post('/workspaces', { id, name: 'Demo' });
  await api.post('/providers', {
    id: provider,
    type: 'sandbox',
    workspace: id,
    headers: { ...SPEED, 'x-sandbox-skill': AT_FIRST },
  });
  await api.post('/categories', {
    name: 'code',
    workspace: id,
    rules: [{ user_matches: '^Task \\d+:' }],
  });
  await api.post('/categories', {
    name: 'support',
    workspace: id,
    rules: [{ user_matches: '^Ticket \\d+' }],
  });
  await api.post('/routes', {
    id: 'assistant',
    workspace: id,
    strategy: 'auto',
    targets: [{ model: strong }, { model: cheap }],
    auto: { default: strong, max_quality_loss: 0.04, min_pairs: 100, objective: 'price' },
  });
  await api.patch(`/workspaces/${id}`, {
    evals: {
      sample_rate: 1,
      judge,
      candidates: [cheap],
      daily_limit: '20.00',
      max_quality_loss: 0.04,
    },
  });
  const { key } = await api.post<{ key: string }>('/keys', { workspace: id, name: 'demo' });
  return {
    ...{ id, key, route: 'assistant', strong: strong!, cheap: cheap! },
    async makeWorse() {
      await api.patch(`/providers/${provider}?workspace=${id}`, {
        headers: { ...SPEED, 'x-sandbox-skill': REGRESSED },
      });
    },
  };
}
