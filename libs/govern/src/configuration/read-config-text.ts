import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import type { ConfigProblem } from '@weighbridge/contracts/config/config-problem';
import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import { BUILT_FEATURES, type BuiltFeatures } from './built-features.js';
import { checkConfig } from './checks/check-config.js';
import { impliedResources, type ListModelIds } from './implied-resources.js';
import { explainIssue } from './reading/explain-issue.js';
import type { Finding, Path } from './reading/finding.js';
import type { Variables } from './reading/interpolate.js';
import { parseYamlDocument } from './reading/parse-document.js';
import { placeFindings } from './reading/place-findings.js';
import { readValue } from './reading/read-value.js';
import { salvageConfig } from './reading/salvage-config.js';

/** 4 MiB: tens of thousands of keys; more is a mistaken file. */
export const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

export interface ReadConfigOptions {
  /** What `${NAME}` is read from, `*_FILE` forms already applied. */
  env: Variables;
  /** Milliseconds since the epoch: an expiry before it is a warning. */
  now: number;
  /** What the registry of providers knows, without which no provider can be judged. */
  vendors: readonly VendorFacts[];
  /** What the catalogue knows, without which no bare model name can be judged. */
  listModelIds: ListModelIds;
  features?: BuiltFeatures;
}

export type ReadConfigResult =
  | { ok: true; config: ConfigFile; warnings: ConfigProblem[] }
  | { ok: false; errors: ConfigProblem[]; warnings: ConfigProblem[] };

/**
 * Reads and judges a configuration file (YAML 1.2 or JSON): what the server, the command line and
 * the tests all use, so that they accept the same files.
 *
 * All problems are found in one go and sorted by their place in the text. Never throws; no message
 * holds a value from the environment.
 */
export function readConfigText(text: string, options: ReadConfigOptions): ReadConfigResult {
  if (Buffer.byteLength(text) > MAX_CONFIG_BYTES)
    return refuse('the file is larger than 4 MiB; is it the right one?');
  const parsed = parseYamlDocument(text);
  if (!parsed.ok) {
    const { line, col } = parsed.lines.linePos(parsed.fault.offset);
    return refuse(parsed.fault.message, Math.max(line, 1), Math.max(col, 1));
  }
  if (parsed.document.contents === null)
    return refuse('the file is empty; it needs at least "version: 1"');

  const read = readValue(parsed.document, options.env);
  const whole = ConfigFile.safeParse(read.value);
  const findings = [...read.findings];
  if (!whole.success)
    findings.push(...whole.error.issues.flatMap((issue) => explainIssue(issue, read.value)));
  findings.push(...judge(whole.success ? whole.data : undefined, read.value, options));
  const { errors, warnings } = placeFindings(findings, read, parsed.lines);
  return whole.success && errors.length === 0
    ? { ok: true, config: whole.data, warnings }
    : { ok: false, errors, warnings };
}

function judge(
  config: ConfigFile | undefined,
  raw: unknown,
  { env, now, vendors, listModelIds, features = BUILT_FEATURES }: ReadConfigOptions,
): Finding[] {
  const salvaged = config ? { config, unreadable: [] } : salvageConfig(raw);
  if (!salvaged) return [];
  const implied = impliedResources(env, vendors);
  const context = { config: salvaged.config, features, vendors, listModelIds, implied, now };
  const isJudged = (path: Path) =>
    !salvaged.unreadable.some((item) => item[0] === path[0] && item[1] === path[1]);
  return checkConfig(context).filter(({ path }) => isJudged(path));
}

function refuse(message: string, line = 1, column = 1): ReadConfigResult {
  return { ok: false, errors: [{ line, column, path: '', message }], warnings: [] };
}
