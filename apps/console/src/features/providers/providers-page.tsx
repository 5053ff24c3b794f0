import { Page } from '../../ui/page.js';

export function ProvidersPage() {
  return <Page title="Providers">{null}</Page>;
}
