import { expect, test } from '@jest/globals';
import { checkAllowedModels } from './check-allowed-models.js';

test.each<[string[] | null, string[] | null, boolean]>([
  [null, ['main/*'], true],
  [['anything'], null, true],
  [['main/gpt'], ['main/*'], true],
  [['main/g*'], ['main/*'], true],
  [['main/*'], ['main/gpt'], false],
  [['*'], ['main/*'], false],
  [['other/gpt'], ['main/*', 'chat'], false],
  [['chat'], ['main/*', 'chat'], true],
  [['main.x'], ['main?x'], false],
])('a key with %j in a workspace with %j is allowed: %s', (ofKey, ofWorkspace, allowed) => {
  const check = () => checkAllowedModels(ofKey, ofWorkspace);
  if (allowed) expect(check).not.toThrow();
  else expect(check).toThrow('outside what the workspace allows');
});
