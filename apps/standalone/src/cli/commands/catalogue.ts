import {
  type CatalogueRefresh,
  PUBLISHED_PRICES,
  refreshCatalogue,
  resetCatalogue,
} from '@weighbridge/server/operations/refresh-catalogue';
import { Command } from 'commander';
import { withControlPlane } from '../with-control-plane.js';

interface RefreshOptions {
  from: string;
  apply?: boolean;
  json?: boolean;
}

/** `wb catalogue …`: models and prices. */
export function catalogueCommand(): Command {
  const refresh = new Command('refresh')
    .description('show what newer prices would change; with --apply, use them')
    .option('--from <file or url>', 'data of genai-prices, or a price list', PUBLISHED_PRICES)
    .option('--apply', 'price requests by them from now on, on every node')
    .option('--json', 'print one JSON document')
    .action(runRefresh);
  const reset = new Command('reset')
    .description('go back to the prices that this version comes with')
    .option('--json', 'print one JSON document')
    .action(runReset);
  return new Command('catalogue')
    .description('work with models and prices')
    .addCommand(refresh)
    .addCommand(reset);
}

async function runRefresh({ from, apply = false, json }: RefreshOptions): Promise<void> {
  const result = await withControlPlane((plane) => refreshCatalogue(plane, { from, apply }));
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : describe(result));
}

async function runReset({ json }: { json?: boolean }): Promise<void> {
  const version = await withControlPlane(resetCatalogue);
  process.stdout.write(
    json
      ? `${JSON.stringify({ applied_version: version })}\n`
      : 'the built-in prices are in force\n',
  );
}

function describe({ in_force, read, ...diff }: CatalogueRefresh): string {
  const lines = [
    `in force: ${in_force.source}, as of ${in_force.date}`,
    `read:     ${read.source}, as of ${read.date}`,
    ...diff.added.map(({ model, prices }) => `+ ${model}: ${pricesText(prices)}`),
    ...diff.removed.map(({ model, prices }) => `- ${model}: ${pricesText(prices)}`),
    ...diff.changed.map(
      (change) =>
        `~ ${change.model}: ${change.price} ${change.old ?? 'none'} → ${change.new ?? 'none'}`,
    ),
    `${diff.added.length} models added, ${diff.removed.length} removed, ${diff.changed.length} prices changed`,
    diff.applied_version === null
      ? 'nothing was changed; use --apply to price requests by what was read'
      : `in force on every node as version ${diff.applied_version}`,
  ];
  return `${lines.join('\n')}\n`;
}

const pricesText = (prices: Readonly<Record<string, string>>): string =>
  Object.entries(prices)
    .map(([name, price]) => `${name} ${price}`)
    .join(', ') || 'price unknown';
