/** First versions of each line that have what we use (`require` of ES modules, `import.meta`). */
const LEAST = [20, 19];

/** Ends the process with a clear message on a Node.js that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  process.stderr.write(
    `Weighbridge needs Node.js ${LEAST.join('.')} or newer (20, 22 and 24 are tested); this is ${process.version}. Get it at https://nodejs.org\n`,
  );
  process.exit(1);
}
