import { describe } from '@jest/globals';
import { findProgram } from '@weighbridge/stores/embedded/child/find-program';

const found = await findProgram('redis-server', process.env['PATH'] ?? '');

/** Tests that need Redis are skipped by name where there is none. */
export const describeWithRedis = found ? describe : describe.skip;
