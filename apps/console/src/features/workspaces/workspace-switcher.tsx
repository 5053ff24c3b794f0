import { Select } from '@mantine/core';
import { useCurrentWorkspace } from './current-workspace.js';

export function WorkspaceSwitcher() {
  const { id, all, choose } = useCurrentWorkspace();
  return (
    <Select
      aria-label="Workspace"
      data={all.map((workspace) => ({ value: workspace.id, label: workspace.name }))}
      value={id}
      onChange={(next) => next && choose(next)}
      allowDeselect={false}
      searchable={all.length > 8}
    />
  );
}
