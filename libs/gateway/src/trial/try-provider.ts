import type { ProviderTrial } from '@weighbridge/contracts/resources/provider-trial';
import type { Credential, ProviderEntry, Target } from '../routing/snapshot.js';
import type { SigningParts } from '../providers/signing/sign-outbound.js';
import { askCompletion, askModelList, type Asked } from './ask-provider.js';

/**
 * Tries a provider out with each of its keys and says in words what is wrong. The cheapest safe call
 * is made: its list of models where that needs a key, else a completion of one token, which the
 * vendor may charge.
 */
export async function tryProvider(
  parts: SigningParts,
  provider: ProviderEntry,
): Promise<ProviderTrial> {
  const { adapter, credentials } = provider;
  if (!adapter) return failed(`providers of type ${provider.type} are not built yet`, null, []);
  const checked: string[] = [];
  let latency: number | null = null;
  let message = '';
  let working = 0;
  for (const credential of credentials) {
    const label = credentials.length > 1 ? `key ${credential.index + 1}: ` : '';
    const asked = await tryKey(parts, provider, credential);
    checked.push(...asked.checked.map((line) => label + line));
    latency = asked.latencyMs ?? latency;
    if (asked.ok) working++;
    if (!asked.ok || message === '') message = label + asked.message;
    // What is not about the key is the same for the next one.
    if (asked.reached === false) break;
  }
  if (working === credentials.length) return { ok: true, message, latency_ms: latency, checked };
  const others = working > 0 ? `; ${working} of ${credentials.length} keys work` : '';
  return failed(message + others, latency, checked);
}

const failed = (message: string, latency: number | null, checked: string[]): ProviderTrial => ({
  ok: false,
  message,
  latency_ms: latency,
  checked,
});

interface TriedKey extends Asked {
  checked: string[];
}

async function tryKey(
  parts: SigningParts,
  provider: ProviderEntry,
  credential: Credential,
): Promise<TriedKey> {
  const { modelList } = provider.adapter!;
  if (modelList === null) return alone(await tryCompletion(parts, provider, credential));
  const listed = await askModelList(parts, provider, credential, modelList);
  const hasNoList = listed.status === 404 || listed.status === 405 || listed.status === 501;
  if (!hasNoList || provider.modelIds.length === 0) return alone(listed);
  const completed = await tryCompletion(parts, provider, credential);
  return { ...completed, checked: [listed.line, completed.line] };
}

const alone = (asked: Asked): TriedKey => ({ ...asked, checked: [asked.line] });

async function tryCompletion(
  parts: SigningParts,
  provider: ProviderEntry,
  credential: Credential,
): Promise<Asked> {
  const target = chooseTarget(provider);
  if (target) return askCompletion(parts, provider, credential, target);
  return {
    ok: false,
    reached: false,
    status: null,
    latencyMs: null,
    line: 'nothing was asked',
    message: 'no model is known to try it with: name one under models',
  };
}

/** The first model that is declared, else the vendor's usual one, else the cheapest of the catalogue. */
function chooseTarget(provider: ProviderEntry): Target | undefined {
  const usual = provider.adapter!.trialModel;
  if (!provider.declaresModels && usual !== null) return provider.findTarget(usual);
  const targets = provider.modelIds.flatMap((id) => provider.findTarget(id) ?? []);
  if (provider.declaresModels) return targets[0];
  // What is not paid for what it says is for embeddings.
  const talking = targets.filter(({ facts }) => (facts.price?.output ?? 0n) > 0n);
  return talking.sort((one, other) =>
    Number(one.facts.price!.output - other.facts.price!.output),
  )[0];
}
