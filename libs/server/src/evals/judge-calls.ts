import type { JudgePair } from '@weighbridge/evals/automatic/compare-models';
import type { ModelNaming } from '@weighbridge/evals/automatic/plan-pairs';
import type { Judge, JudgeAbilities } from '@weighbridge/evals/judges/complete';
import { judgePair } from '@weighbridge/evals/judges/judge-pair';
import { makeTaskId } from '@weighbridge/evals/sampling/task-id';
import type { StepCall } from '@weighbridge/evals/spending/spend-within';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';

const JUDGE_TAG = 'wb:eval:judge';
/** Grows with every change of how a pair is put to a judge. */
const PAIR_PROTOCOL = 'pairwise 1';

const NOTHING_KNOWN: JudgeAbilities = { jsonSchema: false, logprobs: false, temperature: false };

/** What a judge model can do, as the catalogue or the configuration says. */
function abilitiesOf(
  snapshot: Snapshot | null,
  workspaceId: string,
  model: string,
): JudgeAbilities {
  const route = snapshot?.workspaces.get(workspaceId)?.resolveForEvals(model);
  const leadsTo = route?.id === null ? route.targets[0]?.leadsTo : undefined;
  const known = leadsTo && 'target' in leadsTo ? leadsTo.target.facts.capabilities : null;
  if (!known) return NOTHING_KNOWN;
  return {
    jsonSchema: known.includes('json_schema'),
    logprobs: known.includes('logprobs'),
    temperature: !known.includes('reasoning'),
  };
}

/** A model as judge, asked through the calls of a task. */
export function judgeOf(
  snapshot: () => Snapshot | null,
  workspaceId: string,
  model: string,
  call: StepCall,
): Judge {
  return {
    model,
    abilities: abilitiesOf(snapshot(), workspaceId, model),
    complete: ({ step, body }) => call(step, { tag: JUDGE_TAG, body }),
  };
}

/** Puts pairs to the judge of their workspace. */
export const createPairJudge =
  (snapshot: () => Snapshot | null): JudgePair =>
  ({ workspaceId, judge, input, incumbent, candidate }, call) =>
    judgePair(
      { input, incumbent, candidate, criteria: null, candidateModel: null },
      judgeOf(snapshot, workspaceId, judge, call),
    );

/** The version of a workspace's judge: another model or protocol begins a new series. */
export const judgeVersionBy =
  (naming: ModelNaming) =>
  (workspaceId: string, judge: string): string =>
    makeTaskId('judge', naming.canonical(workspaceId, judge) ?? judge, PAIR_PROTOCOL);
