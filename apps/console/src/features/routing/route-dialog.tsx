import { Route } from '@weighbridge/contracts/config/route';
import type { RouteView } from '@weighbridge/contracts/resources/route';
import { useSuggestions } from '../../api/models.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';

const IDENTITY = ['id', 'workspace'];
const CONFINED = ['workspace'];
const FIRST = ['id', 'strategy', 'targets', 'fallbacks'];
/** What only one strategy uses is shown at once where the route has it. */
const OF_STRATEGY: Partial<Record<RouteView['strategy'], string>> = {
  category: 'categories',
  auto: 'auto',
};

interface Props {
  workspace: string;
  /** Undefined: a new one. */
  route: RouteView | undefined;
  onClose: () => void;
}

export function RouteDialog({ workspace, route, onClose }: Props) {
  const suggest = useSuggestions(workspace);
  const special = route && OF_STRATEGY[route.strategy];
  return (
    <RowDialog
      resource="routes"
      workspace={workspace}
      title={route ? `Route ${route.id}` : 'Create a route'}
      schema={Route}
      without={route ? IDENTITY : CONFINED}
      first={special ? [...FIRST, special] : FIRST}
      fixed={route ? undefined : { workspace }}
      initial={NEW_ROUTE}
      row={route}
      id={route?.id}
      suggest={suggest}
      onClose={onClose}
    />
  );
}

const NEW_ROUTE = { strategy: 'priority', targets: [{ model: '' }] };
