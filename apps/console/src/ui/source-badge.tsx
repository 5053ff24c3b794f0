import { Badge, Tooltip } from '@mantine/core';

const SOURCES: Record<string, string> = {
  file: 'Defined in the configuration file, and changed there',
  env: 'Defined by an environment variable, and changed there',
};

/** Marks a row that cannot be changed here, and says where it can. */
export function SourceBadge({ source }: { source: string }) {
  const text = SOURCES[source];
  if (!text) return null;
  return (
    <Tooltip label={text}>
      <Badge variant="outline" color="gray" tt="none" fw={500} size="sm">
        {source}
      </Badge>
    </Tooltip>
  );
}
