import { Page } from '../../ui/page.js';

export function KeysPage() {
  return <Page title="Keys">{null}</Page>;
}
