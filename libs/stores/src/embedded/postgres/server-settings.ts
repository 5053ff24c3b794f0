/**
 * `durable`: every commit survives power loss. `throwaway`: nothing is flushed, for test databases.
 */
export type Durability = 'durable' | 'throwaway';

/**
 * Settings of the embedded server: a small machine shared with the gateway, local connections only.
 * Statements and their values never reach the log (prompts may be among them): errors are below
 * `log_min_messages=log`, and what is logged is terse.
 */
export function serverSettings(socketFolder: string, durability: Durability): string[] {
  const flushed = durability === 'durable' ? 'on' : 'off';
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    min_wal_size: '64MB',
    // Replication is not offered here, and its records cost writes.
    wal_level: 'minimal',
    max_wal_senders: '0',
    fsync: flushed,
    full_page_writes: flushed,
    synchronous_commit: flushed,
    // Reads go through the page cache of a local disk: separate I/O workers only add processes.
    io_method: 'sync',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    jit: 'off',
    // Idle wake-ups cost processor time that the gateway's figures include.
    bgwriter_delay: '10s',
    bgwriter_lru_maxpages: '0',
    wal_writer_delay: '2s',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
