export const DEFAULT_DATABASE = 'weighbridge';

/** A Unix-socket URL that `pg`, and whatever stands on it, understands. */
export const socketUrl = (password: string, database: string, folder: string): string =>
  `postgres://weighbridge:${password}@/${database}?host=${encodeURIComponent(folder)}`;
