import { Page } from '../../../ui/page.js';

export function RoutePage() {
  return <Page title="Route">{null}</Page>;
}
