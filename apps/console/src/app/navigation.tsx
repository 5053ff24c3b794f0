import { NavLink, Stack } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { useAddress } from '../features/workspaces/use-address.js';
import { Icon } from '../ui/icon.js';
import { isWithin, PLACES } from './places.js';

/** The list of pages; `onGo` lets a narrow screen close it. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const address = useAddress();
  const { pathname } = useLocation();
  return (
    <Stack component="nav" gap={2} aria-label="Pages">
      {PLACES.map((place) => {
        const active = isWithin(place, pathname);
        return (
          <NavLink
            key={place.path}
            component={Link}
            to={address(place.path)}
            label={place.label}
            leftSection={<Icon name={place.icon} />}
            active={active}
            aria-current={active ? 'page' : undefined}
            onClick={onGo}
            py={6}
            style={{ borderRadius: 'var(--mantine-radius-sm)' }}
          />
        );
      })}
    </Stack>
  );
}
