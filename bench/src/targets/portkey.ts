import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { peersFolder } from '../environment.js';
import { findFreePort, startPlainTarget } from './start-plain-target.js';
import type { Target } from './target.js';

/**
 * Streaming is broken in 1.15.2 as installed (`TypeError: immutable`, Portkey-AI/gateway#1389); these
 * older versions of its web framework repair it. Say so wherever the figures are shown.
 */
const MANIFEST = {
  private: true,
  dependencies: { '@portkey-ai/gateway': '1.15.2' },
  overrides: { hono: '4.9.7', '@hono/node-server': '1.3.3' },
};

function packageFolder(): string {
  return join(peersFolder(), '@portkey-ai', 'gateway');
}

/** Installs Portkey where the bench looks for it, outside the repository's own dependencies. */
export function installPortkey(): void {
  const folder = dirname(peersFolder());
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST, undefined, 2));
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
}

/** Portkey's open gateway, its defaults, without its log server. */
export const portkey: Target = {
  name: 'portkey',
  whyMissing: () =>
    existsSync(packageFolder())
      ? undefined
      : '@portkey-ai/gateway is not installed: npm run bench -- --install-peers',
  async start({ upstreamPort, folder, core }) {
    const port = await findFreePort();
    const script = join(packageFolder(), 'build', 'start-server.js');
    const manifest = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as {
      version: string;
    };
    return startPlainTarget(
      {
        command: [process.execPath, script, `--port=${port}`, '--headless'],
        port,
        folder,
        core,
        env: { TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
      },
      {
        version: `portkey ${manifest.version} (hono ${MANIFEST.overrides.hono})`,
        headers: {
          authorization: 'Bearer sk-bench',
          'x-portkey-provider': 'openai',
          'x-portkey-custom-host': `http://127.0.0.1:${upstreamPort}/v1`,
        },
      },
    );
  },
};
