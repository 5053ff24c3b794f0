import { Anchor, Text } from '@mantine/core';
import type { RequestView } from '@weighbridge/contracts/records/request-view';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatCost, formatCount, formatDuration } from '../../ui/format.js';
import { Moment } from '../../ui/moment.js';
import { StatusBadge } from '../../ui/status-badge.js';
import { useAddress } from '../workspaces/use-address.js';
import classes from './request-table.module.css';
import { targetName } from './target-name.js';

interface Props {
  rows: RequestView[];
  /** Whether the server has older ones. */
  more: boolean;
  /** The last row came into view. */
  onEnd: () => void;
}

const ROW_PX = 38;
const OVERSCAN = 12;

/**
 * The request log. Only the rows in view are in the document, so that a long list stays quick; each
 * row's model is a link, so keyboard, middle click and screen reader work.
 */
export function RequestTable({ rows, more, onEnd }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]!.id,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 1) onEnd();
  }, [more, last, rows.length, onEnd]);
  return (
    <div
      ref={box}
      className={classes.box}
      role="table"
      aria-label="Requests, newest first"
      aria-rowcount={more ? -1 : rows.length}
      // A box that scrolls is scrolled by keys.
      tabIndex={0}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row}>
          {HEADINGS.map(({ name, look }) => (
            <div key={name} role="columnheader" className={look}>
              {name}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ key, index, start }) => (
          <Row key={key} row={rows[index]!} top={start} />
        ))}
      </div>
    </div>
  );
}

const RIGHT = classes.right;
const WIDE = `${classes.right} ${classes.wide}`;
const SMALL = `${classes.right} ${classes.small}`;
const WIDER = `${classes.right} ${classes.wider}`;
const HEADINGS = [
  { name: 'When', look: undefined },
  { name: 'Status', look: undefined },
  { name: 'Model', look: undefined },
  { name: 'Key', look: classes.wide },
  { name: 'Category', look: classes.wider },
  { name: 'Tokens', look: WIDE },
  { name: 'Cost', look: RIGHT },
  { name: 'Latency', look: SMALL },
  { name: 'First token', look: WIDER },
  { name: 'Attempts', look: WIDER },
];

function Row({ row, top }: { row: RequestView; top: number }) {
  const navigate = useNavigate();
  const address = useAddress()(`/requests/${row.id}`);
  return (
    // The link in the row is what keys reach.
    <div
      role="row"
      className={`${classes.row} ${classes.line}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => navigate(address)}
    >
      <div role="cell">
        <Moment iso={row.created_at} c="dimmed" />
      </div>
      <div role="cell">
        <StatusBadge status={row.status} code={row.error_code} />
      </div>
      <div role="cell" className={classes.model}>
        <Anchor
          component={Link}
          to={address}
          size="sm"
          truncate
          onClick={(event) => event.stopPropagation()}
        >
          {targetName(row)}
        </Anchor>
        {row.route && (
          <Text size="xs" c="dimmed" truncate>
            {row.route}
          </Text>
        )}
      </div>
      <div role="cell" className={classes.wide}>
        {row.key_name}
      </div>
      <div role="cell" className={classes.wider}>
        {row.category ?? '–'}
      </div>
      <div role="cell" className={WIDE}>
        {formatCount(row.input_tokens)} → {formatCount(row.output_tokens)}
      </div>
      <div role="cell" className={RIGHT}>
        {formatCost(row.cost_usd)}
      </div>
      <div role="cell" className={SMALL}>
        {formatDuration(row.latency_ms)}
      </div>
      <div role="cell" className={WIDER}>
        {row.ttft_ms === null ? '–' : formatDuration(row.ttft_ms)}
      </div>
      <div role="cell" className={WIDER}>
        {row.attempts}
      </div>
    </div>
  );
}
