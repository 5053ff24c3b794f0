import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { signAwsRequest } from './sign-aws-request.js';

const keys = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'session/token+1=',
};
const scope = { region: 'us-east-1', service: 'bedrock' };
const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** Step by step as https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html says. */
function signatureOf(canonicalPath: string, query: string, body: string): string {
  const headers = {
    'content-type': 'application/json',
    host: 'bedrock-runtime.us-east-1.amazonaws.com',
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': '20261121T120000Z',
    'x-amz-security-token': keys.sessionToken,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = [
    ...['POST', canonicalPath, query, lines.join('')],
    ...[Object.keys(headers).join(';'), sha256(body)],
  ].join('\n');
  const place = '20261121/us-east-1/bedrock/aws4_request';
  const toSign = ['AWS4-HMAC-SHA256', '20261121T120000Z', place, sha256(request)].join('\n');
  const date = hmac(`AWS4${keys.secretAccessKey}`, '20261121');
  const signingKey = ['us-east-1', 'bedrock', 'aws4_request'].reduce<Buffer>(hmac, date);
  return hmac(signingKey, toSign).toString('hex');
}

test.each([
  // The path on the wire is encoded once, the signed one once more.
  ['/model/a.b-v1%3A0/converse', '/model/a.b-v1%253A0/converse', '', '{"messages":[]}'],
  ['/model/x/converse?b=2&a=1', '/model/x/converse', 'a=1&b=2', 'é'],
])('the signature of %s is the one AWS computes', async (path, canonical, query, body) => {
  const headers = await signAwsRequest(
    {
      origin: 'https://bedrock-runtime.us-east-1.amazonaws.com',
      method: 'POST',
      path,
      contentType: 'application/json',
      body: Buffer.from(body),
    },
    keys,
    scope,
    NOW,
  );
  expect(headers.authorization).toContain(`Signature=${signatureOf(canonical, query, body)}`);
  expect(headers).toMatchObject({
    'x-amz-date': '20261121T120000Z',
    'x-amz-security-token': keys.sessionToken,
  });
  expect(headers).not.toHaveProperty('host');
});
