import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UsageGroup } from '@weighbridge/contracts/records/request-query';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import { api, dataOf } from '../../api/client.js';
import { type Range, startOf } from './range.js';

const POLL_MS = 10_000;

interface UsageQuestion {
  workspace: string;
  groupBy: readonly UsageGroup[];
  /** Undefined: all there is. */
  range: Range | undefined;
  /** Filters of the request log. */
  filters?: Record<string, string>;
}

/** What a group of requests adds up to; read again every ten seconds while it is looked at. */
export const useUsage = ({ workspace, groupBy, range, filters = {} }: UsageQuestion) =>
  useQuery({
    queryKey: ['usage', workspace, groupBy, range?.name, filters],
    queryFn: async (): Promise<UsageView[]> => {
      const from = range ? { from: startOf(range, Date.now()) } : {};
      const query = { workspace, group_by: groupBy.join(','), ...from, ...filters };
      return (await dataOf(api.GET('/api/v1/usage', { params: { query } }))).data as UsageView[];
    },
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
