import { readFileSync } from 'node:fs';
import { findProcessTree, type TreeMark } from './find-process-tree.js';

/** The processes of a product that were forked to run roles: the one for jobs, and more with `WB_WORKERS`. */
export const findForkedRoles = (mark: TreeMark): number[] =>
  findProcessTree(mark)
    .map(({ pid }) => pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('worker-process');
      } catch {
        return false; // it has just ended
      }
    });
