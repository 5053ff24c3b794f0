/** The columns, as the blocks of the suite are named. */
const COLUMNS = [
  'text',
  'stream',
  'tools',
  'images',
  'JSON schema',
  'reasoning',
  'usage',
  'errors',
  'abort',
];
/** Titles of the suite: what it says of a vendor, and why a test is about something lacking. */
const PROVIDER = /^provider (.+)$/;
const LACKS = /^(.+): the vendor lacks it, .*\((https:\/\/\S+)\)$/;

/**
 * The conformance suite's report as a table: vendor by column, each cell counted from its tests.
 * @param {{ testResults: { assertionResults: { ancestorTitles: string[], title: string, status: string }[] }[] }} report
 * @returns {{ text: string, failed: number }}
 */
export function renderTable(report) {
  const vendors = new Map();
  let failed = 0;
  for (const test of report.testResults.flatMap((file) => file.assertionResults)) {
    const [, vendor] = PROVIDER.exec(test.ancestorTitles[0]) ?? [];
    if (vendor === undefined) continue;
    if (test.status !== 'passed') failed++;
    const cells = vendors.get(vendor) ?? new Map();
    vendors.set(vendor, cells);
    const column = test.ancestorTitles[1];
    const cell = cells.get(column) ?? { passed: 0, failed: 0, lacks: [] };
    cells.set(column, cell);
    const [, what, source] = LACKS.exec(test.title) ?? [];
    if (test.status !== 'passed') cell.failed++;
    else if (source) cell.lacks.push({ what, source });
    else cell.passed++;
  }
  const notes = new Map();
  const rows = [...vendors].map(([vendor, cells]) => [
    vendor,
    ...COLUMNS.map((column) => mark(cells.get(column), vendor, notes)),
  ]);
  const explained = [...notes].map(([note, number]) => `[${number}] ${note}`);
  return { text: [...align([['', ...COLUMNS], ...rows]), '', ...explained].join('\n'), failed };
}

function mark(cell, vendor, notes) {
  if (!cell) return '?';
  if (cell.failed > 0) return `✗ ${cell.failed}`;
  const numbers = cell.lacks.map(({ what, source }) => {
    const note = `${vendor} lacks ${what}: ${source}`;
    if (!notes.has(note)) notes.set(note, notes.size + 1);
    return `[${notes.get(note)}]`;
  });
  return [cell.passed > 0 ? '✓' : '–', ...numbers].join(' ');
}

function align(rows) {
  const widths = rows[0].map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  return rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index]))
      .join('  ')
      .trimEnd(),
  );
}
