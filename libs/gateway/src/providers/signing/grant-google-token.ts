import { createHash } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import type { Json } from '../../dialects/json/json.js';
import { isObject } from '../../dialects/openai-chat/read-chat-call.js';
import type { Granted } from '../access-tokens.js';
import type { RequestSigner, SigningTools } from '../request-signer.js';
import { UpstreamError } from '../upstream-error.js';

/** What is used of a service account's key file: https://cloud.google.com/iam/docs/keys-create-delete */
interface ServiceAccount {
  email: string;
  keyId: string;
  privateKey: string;
  tokenUrl: URL;
}

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** The longest that Google allows an assertion to live. */
const ASSERTION_SECONDS = 3_600;
const USUAL_TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** Whether a key is the JSON of a service account; anything else is an access token itself. */
export const isServiceAccount = (apiKey: string): boolean => apiKey.trimStart().startsWith('{');

/**
 * Signs with tokens that a service account is granted:
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 * @throws TypeError when the key file lacks something; its message holds nothing of it
 */
export function createGoogleSigner(keyFile: string): RequestSigner {
  const account = readServiceAccount(keyFile);
  const name = createHash('sha256').update(keyFile).digest('base64url');
  return {
    async sign(_request, tools) {
      const granted = await tools.tokens.take(name, () => grantToken(account, tools));
      if (!granted.ok) return granted;
      return { ok: true, headers: { authorization: `Bearer ${granted.token.text}` } };
    },
    forget: ({ tokens }) => tokens.forget(name),
  };
}

function readServiceAccount(keyFile: string): ServiceAccount {
  let file: Json;
  try {
    file = JSON.parse(keyFile) as Json;
  } catch {
    throw new TypeError('its api_key is not the JSON of a service account');
  }
  const { client_email: email, private_key: privateKey } = isObject(file) ? file : {};
  if (!isObject(file) || typeof email !== 'string' || typeof privateKey !== 'string')
    throw new TypeError('its api_key lacks client_email or private_key');
  const given = file.token_uri;
  const tokenUrl = typeof given === 'string' && URL.canParse(given) ? given : USUAL_TOKEN_URL;
  const keyId = typeof file.private_key_id === 'string' ? file.private_key_id : '';
  return { email, privateKey, keyId, tokenUrl: new URL(tokenUrl) };
}

async function grantToken(account: ServiceAccount, tools: SigningTools): Promise<Granted> {
  let assertion: string;
  try {
    assertion = await writeAssertion(account, Math.floor(tools.now() / 1000));
  } catch {
    return refused(null, 'the private key of the service account cannot be used');
  }
  const form = new URLSearchParams({ grant_type: GRANT_TYPE, assertion });
  const answer = await tools.postForm({ url: account.tokenUrl, form });
  if (!answer.ok) return { ok: false, failure: answer.failure };
  if (answer.status >= 400 && answer.status < 500)
    return refused(answer.status, 'the service account is refused a token');
  const token = readToken(answer.body, tools.now());
  if (token) return { ok: true, token };
  const message = 'no token was granted';
  return { ok: false, failure: new UpstreamError('server_error', message, { status: 502 }) };
}

const refused = (status: number | null, message: string): Granted => ({
  ok: false,
  // Nothing was asked of the model: the status says so to whoever settles the attempt.
  failure: new UpstreamError('auth', message, { status: status ?? 401 }),
});

async function writeAssertion(account: ServiceAccount, now: number): Promise<string> {
  const key = await importPKCS8(account.privateKey, 'RS256');
  return new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: account.keyId })
    .setIssuer(account.email)
    .setAudience(account.tokenUrl.href)
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .sign(key);
}

function readToken(body: Buffer, now: number): { text: string; expiresAt: number } | null {
  try {
    const granted = JSON.parse(body.toString()) as Json;
    if (!isObject(granted) || typeof granted.access_token !== 'string') return null;
    const seconds = typeof granted.expires_in === 'number' ? granted.expires_in : 0;
    return { text: granted.access_token, expiresAt: now + seconds * 1000 };
  } catch {
    return null;
  }
}
