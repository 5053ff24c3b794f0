import { conversationOf } from '../routing/conversation-of.js';
import type { PlanInputs } from '../routing/plan.js';
import { type ModelDemand, resolveDemand } from '../routing/resolve-demand.js';
import { type ActiveRequest, choicesOf } from './active-request.js';
import { classificationOf } from './classify-request.js';
import type { Gateway } from './gateway.js';
import { needsOf } from './needs-of-request.js';

/**
 * What a request asks for by name.
 * @throws ApiError when a model it names is unknown or not allowed
 */
export const demandOf = ({ call, key, controls }: ActiveRequest): ModelDemand =>
  resolveDemand(
    (name, preferred) => key.resolveModel(name, preferred),
    call.model,
    controls.routing,
  );

/**
 * Everything the plan of a request depends on.
 * @throws ApiError when a model it names is unknown or not allowed
 */
export function planInputsOf(gateway: Gateway, request: ActiveRequest): PlanInputs {
  const { call, key, controls, inputEstimate } = request;
  const { workspace } = key;
  const { route, alternatives, preferences } = demandOf(request);
  return {
    route,
    alternatives,
    preferences,
    workspace,
    needs: needsOf(call, inputEstimate),
    availability: gateway.availability,
    live: gateway.live,
    classify: () => classificationOf(request),
    usualOutput(target) {
      const perChoice = gateway.history.mean(key.row.id, target.id);
      return perChoice === null ? null : perChoice * choicesOf(call);
    },
    familiarTarget() {
      const place = `${workspace.row.id} ${route.id ?? call.model}`;
      request.conversation ??= conversationOf(place, controls.sessionId, call.raw);
      return request.conversation && gateway.affinity.find(request.conversation);
    },
    random: gateway.random,
  };
}
