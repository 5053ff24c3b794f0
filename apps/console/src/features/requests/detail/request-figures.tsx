import { Box, SimpleGrid } from '@mantine/core';
import type { RequestDetailView } from '@weighbridge/contracts/records/request-view';
import { CopyText } from '../../../ui/copy-text.js';
import { Field } from '../../../ui/field.js';
import { formatCount, formatDuration, formatExact } from '../../../ui/format.js';

/** Money with all its digits, tokens split as they are priced, times, and who asked. */
export function RequestFigures({ request }: { request: RequestDetailView }) {
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} spacing="md" verticalSpacing="sm">
      <Field name="Cost">
        {request.cost_usd === null ? 'unknown' : formatExact(request.cost_usd)}
      </Field>
      <Field name="Input tokens">
        {formatCount(request.input_tokens)}
        {request.cached_tokens > 0 && ` (${formatCount(request.cached_tokens)} cached)`}
      </Field>
      <Field name="Output tokens">
        {formatCount(request.output_tokens)}
        {request.reasoning_tokens > 0 && ` (${formatCount(request.reasoning_tokens)} reasoning)`}
      </Field>
      <Field name="Latency">{formatDuration(request.latency_ms)}</Field>
      <Field name="First token">
        {request.ttft_ms === null ? '–' : formatDuration(request.ttft_ms)}
      </Field>
      <Field name="Gateway overhead">{formatDuration(request.overhead_us / 1000)}</Field>
      <Field name="Time">{new Date(request.created_at).toLocaleString('en-GB')}</Field>
      <Field name="Key">{request.key_name}</Field>
      <Field name="User">{request.user ?? '–'}</Field>
      <Field name="Session">{request.session ?? '–'}</Field>
      <Field name="Delivery">{request.stream ? 'stream' : 'one piece'}</Field>
      <Field name="Tags">{request.tags.length > 0 ? request.tags.join(', ') : '–'}</Field>
      <Box style={{ gridColumn: 'span 2' }}>
        <Field name="Trace">
          <CopyText text={request.trace_id} />
        </Field>
      </Box>
    </SimpleGrid>
  );
}
