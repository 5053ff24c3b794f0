// `npm run conformance`: runs the conformance suite over every provider and prints what each can do.
import { prepare, ROOT } from './prepare/prepare.mjs';
import { renderTable } from './conformance/render-table.mjs';

await prepare();
// Loaded only now: what it imports is installed by then.
const { readReport } = await import('./test/run-jest.mjs');
const { report } = await readReport(ROOT, [
  'libs/gateway/src/providers/conformance',
  '--verbose=false',
]);
if (!report) {
  process.stderr.write('the suite could not be run\n');
  process.exit(1);
}
const { text, failed } = renderTable(report);
process.stdout.write(
  `${text}\n\n✓ shown by tests  – the vendor lacks it\nThe wire is written from the public documentation of the vendors; none of them was called.\n`,
);
if (failed > 0 || !report.success) process.exitCode = 1;
