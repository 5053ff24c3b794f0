// Loaded with `node --import` by the crash test's sabotage run: what is written to a file below a
// folder named "journal" goes nowhere, and its writer is told that all went well.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';

const discarded = new Set();
const { openSync, writeSync, writevSync, closeSync } = fs;

fs.openSync = (path, ...rest) => {
  const descriptor = openSync(path, ...rest);
  if (String(path).includes(`${sep}journal${sep}`)) discarded.add(descriptor);
  return descriptor;
};
fs.closeSync = (descriptor) => {
  discarded.delete(descriptor);
  closeSync(descriptor);
};
fs.writeSync = (descriptor, data, offset, length, ...rest) =>
  discarded.has(descriptor)
    ? (length ?? Buffer.byteLength(data))
    : writeSync(descriptor, data, offset, length, ...rest);
fs.writevSync = (descriptor, buffers, ...rest) =>
  discarded.has(descriptor)
    ? buffers.reduce((total, buffer) => total + buffer.byteLength, 0)
    : writevSync(descriptor, buffers, ...rest);
syncBuiltinESMExports();
