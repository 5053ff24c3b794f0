import { formatShare } from './format.js';
import classes from './interval-plot.module.css';

interface Props {
  mean: number;
  low: number;
  high: number;
  /** The ends of the axis, the same for all plots that are compared. */
  least: number;
  most: number;
  /** Where a line is drawn: zero of a difference. */
  zero?: number;
  /** Where a dashed line is drawn: the largest loss that is accepted. */
  bound?: number;
  color: string;
  /** What is plotted, for those who do not see it. */
  label: string;
}

const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;
const CAP = 4;
const PERCENT = 100;

/** An estimate as a point on its interval, on an axis that all rows of a table share. */
export function IntervalPlot(props: Props) {
  const { mean, low, high, least, most, zero, bound, color, label } = props;
  const place = (value: number) =>
    `${((Math.min(Math.max(value, least), most) - least) / (most - least)) * PERCENT}%`;
  // The grey of fills is too dark for a line on a dark ground.
  const stroke = `var(--mantine-color-${color === 'gray' ? 'dimmed' : `${color}-filled`})`;
  return (
    <svg
      className={classes.plot}
      height={HEIGHT}
      role="img"
      aria-label={`${label}: ${formatShare(mean)}, from ${formatShare(low)} to ${formatShare(high)}`}
    >
      <line className={classes.axis} x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
      {zero !== undefined && (
        <line className={classes.zero} x1={place(zero)} x2={place(zero)} y1="0" y2={HEIGHT} />
      )}
      {bound !== undefined && (
        <line className={classes.bound} x1={place(bound)} x2={place(bound)} y1="0" y2={HEIGHT} />
      )}
      <g stroke={stroke} strokeWidth="2">
        <line x1={place(low)} x2={place(high)} y1={MIDDLE} y2={MIDDLE} />
        <line x1={place(low)} x2={place(low)} y1={MIDDLE - CAP} y2={MIDDLE + CAP} />
        <line x1={place(high)} x2={place(high)} y1={MIDDLE - CAP} y2={MIDDLE + CAP} />
      </g>
      <circle cx={place(mean)} cy={MIDDLE} r="4" fill={stroke} />
    </svg>
  );
}
