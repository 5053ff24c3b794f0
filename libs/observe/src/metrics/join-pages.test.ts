import { expect, test } from '@jest/globals';
import { joinPages } from './join-pages.js';

const page = (requests: number) => `# HELP a_total Requests.
# TYPE a_total counter
a_total{model="x",note="a {b} c"} ${requests}
# HELP b_bytes Memory.
# TYPE b_bytes gauge
b_bytes 7
`;

test('each family stands once, with the samples of every process', () => {
  const joined = joinPages([
    { process: 'worker 0', text: page(1) },
    { process: 'worker 1', text: page(2) },
  ]);
  expect(joined).toBe(`# HELP a_total Requests.
# TYPE a_total counter
a_total{process="worker 0",model="x",note="a {b} c"} 1
a_total{process="worker 1",model="x",note="a {b} c"} 2
# HELP b_bytes Memory.
# TYPE b_bytes gauge
b_bytes{process="worker 0"} 7
b_bytes{process="worker 1"} 7
`);
});

test('a family that only one process has is there', () => {
  const joined = joinPages([
    { process: 'worker 0', text: '' },
    { process: 'jobs', text: page(3) },
  ]);
  expect(joined).toContain('a_total{process="jobs",model="x",note="a {b} c"} 3');
});
