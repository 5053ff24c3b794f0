import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOutboundClient } from '@weighbridge/gateway/outbound/outbound-client';
import { createWebhookPost } from './post-webhook.js';

const outbound = createOutboundClient();
let silent: Server;
let url: string;
beforeAll(async () => {
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/score`;
});
afterAll(async () => {
  await outbound.closeAll();
  silent.closeAllConnections();
  silent.close();
});

test.each([
  [true, 'the webhook did not answer within 60 ms'],
  [false, /^the webhook may not be called: .*127\.0\.0\.1.* refused/],
])('a webhook that says nothing is named as what it is (private network: %s)', async (may, why) => {
  const call = createWebhookPost(outbound)({
    ...{ url, body: {}, timeoutMs: 60, allowPrivateNetwork: may },
  });
  await expect(call).rejects.toThrow(why);
});
