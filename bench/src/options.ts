import { parseArgs } from 'node:util';
import { CASES } from './cases.js';

export interface BenchOptions {
  cases: readonly string[];
  targets: readonly string[] | undefined;
  concurrencies: readonly number[];
  rounds: number;
  seconds: number;
  pin: boolean;
  installPeers: boolean;
  /** Number of concurrent slow streams; 0 runs the usual rounds instead. */
  streams: number;
  /** Number of requests of the memory run; 0 runs the usual rounds instead. */
  soak: number;
  /** Minutes of steady mixed load; 0 runs the usual rounds instead. */
  endurance: number;
}

export const USAGE = `npm run bench -- [options]

  --quick              3 rounds of 1 second instead of 5 of 3
  --rounds N           rounds; each runs every target once
  --seconds N          seconds per target, case and round
  --case A,B           ${CASES.map((each) => each.name).join(', ')}
  --concurrency A,B    connections (1,32)
  --targets A,B        bare, nginx, weighbridge, portkey; those found are run by default
  --install-peers      installs Portkey under bench/.peers first
  --streams N          instead: N concurrent 64-chunk streams, 20 ms between chunks, one core
  --soak N             instead: memory over N requests at 32 connections
  --endurance MINUTES  instead: 300 requests/s and 200 streams, 5 % of the callers leave
  --no-pin             let the kernel place processes (default: targets on core 0, the rest on core 1)
`;

/** Reads the command line; @throws naming an unknown option or a number that is none. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      case: { type: 'string' },
      concurrency: { type: 'string', default: '1,32' },
      targets: { type: 'string' },
      'install-peers': { type: 'boolean', default: false },
      streams: { type: 'string', default: '0' },
      soak: { type: 'string', default: '0' },
      endurance: { type: 'string', default: '0' },
      'no-pin': { type: 'boolean', default: false },
    },
  });
  const names = CASES.map((each) => each.name as string);
  const cases = values.case?.split(',') ?? names;
  const unknown = cases.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no case "${unknown}"; there are ${names.join(', ')}`);
  return {
    cases,
    targets: values.targets?.split(','),
    concurrencies: values.concurrency.split(',').map((text) => readNumber('concurrency', text)),
    rounds: readNumber('rounds', values.rounds ?? (values.quick ? '3' : '5')),
    seconds: readNumber('seconds', values.seconds ?? (values.quick ? '1' : '3')),
    pin: !values['no-pin'],
    installPeers: values['install-peers'],
    streams: readNumber('streams', values.streams),
    soak: readNumber('soak', values.soak),
    endurance: readNumber('endurance', values.endurance),
  };
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === '') {
    throw new Error(`--${name} wants a number, not "${text}"`);
  }
  return value;
}
