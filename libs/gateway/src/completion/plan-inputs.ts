import { conversationOf } from '../routing/conversation-of.js';
import type { PlanInputs } from '../routing/plan.js';
import { resolveDemand } from '../routing/resolve-demand.js';
import { type ActiveRequest, choicesOf } from './active-request.js';
import { classificationOf } from './classify-request.js';
import type { Gateway } from './gateway.js';
import { needsOf } from './needs-of-request.js';

/**
 * Everything the plan of a request depends on.
 * @throws ApiError when a model it names is unknown or not allowed
 */
export function planInputsOf(gateway: Gateway, request: ActiveRequest): PlanInputs {
  const { call, key, controls, inputEstimate } = request;
  const { workspace } = key;
  const { route, alternatives, preferences } = resolveDemand(
    (name, preferred) => key.resolveModel(name, preferred),
    call.model,
    controls.routing,
  );
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
