import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProcessTree } from '@weighbridge/testing/processes/find-process-tree';
import { findCommand } from './find-command.js';
import { findFreePort, startPlainTarget } from './start-plain-target.js';
import type { Target } from './target.js';

/** One worker, upstream keep-alive, no buffering of answers: what a stream needs. */
function renderConfiguration(folder: string, port: number, upstreamPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`)
    .join('\n');
  return `daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log stderr warn;
events { worker_connections 4096; }
http {
${temporary}
  access_log off;
  keepalive_requests 1000000000;
  upstream answers {
    server 127.0.0.1:${upstreamPort};
    keepalive 512;
    keepalive_requests 1000000000;
  }
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location / {
      proxy_pass http://answers;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`;
}

/** nginx as a plain proxy: what the same hop costs without a language runtime. */
export const nginx: Target = {
  name: 'nginx',
  whyMissing: () => (findCommand('nginx') ? undefined : 'no nginx on PATH'),
  async start({ upstreamPort, folder, core }) {
    const port = await findFreePort();
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, renderConfiguration(folder, port, upstreamPort));
    const program = findCommand('nginx') ?? 'nginx';
    const command = [program, '-e', 'stderr', '-p', folder, '-c', file];
    const started = await startPlainTarget(
      { command, port, folder, core },
      { version: readVersion(program) },
    );
    const { mark, gatewayPid } = started;
    const worker = findProcessTree(mark).find((row) => row.parent === gatewayPid);
    return { ...started, gatewayPid: worker?.pid ?? gatewayPid };
  },
};

function readVersion(program: string): string {
  const printed = execFileSync('sh', ['-c', '"$0" -v 2>&1', program], { encoding: 'utf8' });
  return /nginx\/(\S+)/.exec(printed)?.[0] ?? 'nginx';
}
