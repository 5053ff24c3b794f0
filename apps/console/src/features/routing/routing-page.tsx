import { Page } from '../../ui/page.js';

export function RoutingPage() {
  return <Page title="Routing">{null}</Page>;
}
