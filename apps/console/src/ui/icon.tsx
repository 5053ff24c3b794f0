/** Outlines on a grid of 24 by 24. */
const PATHS = {
  overview: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  requests: 'M4 6h16M4 12h16M4 18h10',
  routing: 'M5 4v5a4 4 0 0 0 4 4h10M15 9l4 4-4 4M5 13v7',
  evals: 'M12 4v16M8 20h8M5 7h14M5 7l-3 7a3.3 3.3 0 0 0 6 0zM19 7l-3 7a3.3 3.3 0 0 0 6 0z',
  keys: 'M15.5 15a5 5 0 1 0-4.7-3.3L4 18.5V21h3l1-1v-2h2v-2h2l1.2-1.3a5 5 0 0 0 2.3.3M17 8h.01',
  providers: 'M7 18a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.6-1.2A4.6 4.6 0 0 1 17 18z',
  members:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20c0-3.4 2.6-6 6-6s6 2.6 6 6M16 4.4a3.5 3.5 0 0 1 0 6.4M18 14.6c1.8.9 3 2.8 3 5.4',
  settings: 'M4 7h8M18 7h2M4 17h2M12 17h8M15 4v6M9 14v6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l5 5',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  sorted: 'M8 10l4-4 4 4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  signOut: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word; it never stands for the word alone, so readers of the screen skip it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
