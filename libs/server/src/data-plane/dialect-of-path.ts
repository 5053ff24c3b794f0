import type { CallerDialect } from '@weighbridge/gateway/completion/render-error';

/** In whose words a caller of this path expects an error. */
export function dialectOfPath(path: string): CallerDialect {
  if (path.startsWith('/v1beta/')) return 'gemini';
  return path === '/v1/messages' ||
    path.startsWith('/v1/messages/') ||
    path.startsWith('/v1/messages?')
    ? 'anthropic'
    : 'openai';
}
