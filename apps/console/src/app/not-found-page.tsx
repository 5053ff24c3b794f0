import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../ui/page.js';

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Anchor component={Link} to="/">
        To the overview
      </Anchor>
    </Page>
  );
}
