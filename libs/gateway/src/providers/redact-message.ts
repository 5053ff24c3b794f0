const MAX_LENGTH = 500;

/** Shapes of vendor keys, bearer tokens, and anything long enough to be one. */
const SECRETS =
  /\b(?:sk|pk|rk|gsk|xai|nvapi|csk|pplx|hf|r8|org|proj|key)[-_][A-Za-z0-9_*-]{6,}|AIza[A-Za-z0-9_-]{10,}|\bBearer\s+\S+|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]+|\bhttps?:\/\/\S+|[A-Za-z0-9+/_=-]{40,}/g;

/** A vendor's sentence for a caller: one line, at most 500 characters, no secret, no address. */
export function redactMessage(message: string): string {
  const line = message.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const clean = line.replace(SECRETS, '[redacted]');
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean;
}
