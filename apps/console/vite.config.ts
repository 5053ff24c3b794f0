import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const { version } = JSON.parse(
  await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };
const GATEWAY = 'http://127.0.0.1:4000';

/** Compresses the assets once at build time, so that serving them costs no CPU. */
function compressAssets(): Plugin {
  let folder = '';
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle: async () => {
      const compress = promisify(gzip);
      for (const name of await readdir(folder))
        await writeFile(
          join(folder, `${name}.gz`),
          await compress(await readFile(join(folder, name)), { level: 9 }),
        );
    },
  };
}

// A build that a test starts inherits its NODE_ENV, and would ship React's development version.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  define: { VERSION: JSON.stringify(version) },
  // The server puts a nonce of each answer here, which styles written by scripts need.
  html: { cspNonce: 'CSP_NONCE' },
  plugins: [react(), compressAssets()],
  // Workspace packages are read from their TypeScript sources, as everywhere else.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    modulePreload: { polyfill: false },
    // The first load may weigh 300 KB compressed, which the browser test checks; this is its raw size.
    chunkSizeWarningLimit: 900,
    // Mantine marks its files for React's server components, which means nothing here.
    rolldownOptions: {
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: { proxy: { '/api': GATEWAY, '/v1': GATEWAY } },
});
