import type { Admission, Counters, LimitStanding } from '@weighbridge/gateway/limits/counters';
import { isLimited, UNLIMITED } from '@weighbridge/gateway/limits/memory-counters';
import type { AdmitAnswer, AdmitAsk, FromWorker } from './worker-messages.js';

const UNKNOWN: LimitStanding = { requests: null, tokens: null };

/**
 * Counts limits in the process that started this one, request by request: for a process with few requests
 * beside one with many, whose counting stays in its own memory. What is left of a limit is not known here,
 * so a request learns of a refusal when it asks to be admitted.
 */
export function askForAdmission(
  ask: (question: AdmitAsk) => Promise<AdmitAnswer>,
  send: (message: FromWorker) => void,
): Counters {
  return {
    async admit(subject, limits, expectedTokens) {
      if (!isLimited(limits)) return UNLIMITED;
      const answer = await ask({ method: 'admit', parameters: [subject, limits, expectedTokens] });
      if (!answer.admitted) return answer;
      return admissionOf((actualTokens) =>
        send({ kind: 'release', admission: answer.admission, actualTokens }),
      );
    },
    refusalOf: () => null,
    standingOf: () => UNKNOWN,
  };
}

function admissionOf(release: (actualTokens: number | null) => void): Admission {
  let isReleased = false;
  return {
    admitted: true,
    release(actualTokens) {
      if (isReleased) return;
      isReleased = true;
      release(actualTokens);
    },
    standing: () => UNKNOWN,
  };
}
