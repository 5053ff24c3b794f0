import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** Describes every controller of the application, from the schemas that check its inputs. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const description =
    'Everything the console does. Send the admin token as a bearer, or sign in and send the session cookie with x-wb-csrf.';
  const config = new DocumentBuilder()
    .setTitle('Weighbridge admin and query API')
    .setDescription(description)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'admin_token')
    .addCookieAuth('wb_session', { type: 'apiKey', in: 'cookie' }, 'console_session')
    .addSecurityRequirements('admin_token')
    .addSecurityRequirements('console_session')
    .build();
  return SwaggerModule.createDocument(app, config);
}

/**
 * Serves the description at `/api/openapi.json` and a page to browse it at `/api/docs`: a page of
 * ours, which loads nothing from elsewhere. Described on the first request: it takes longer than a
 * start should. Call it before the application listens.
 */
export function serveApiDescription(app: NestFastifyApplication): void {
  const page = readFileSync(new URL('./api-page.html', import.meta.url), 'utf8');
  const policy = `default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src '${hashOfScript(page)}'; frame-ancestors 'none'`;
  let described: OpenAPIObject | undefined;
  const server = app.getHttpAdapter().getInstance();
  server.get('/api/openapi.json', (_request, reply) => {
    described ??= describeApi(app);
    return reply.send(described);
  });
  server.get('/api/docs', (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .send(page),
  );
}

/** What a content security policy calls the page's one inline script. */
function hashOfScript(page: string): string {
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}
