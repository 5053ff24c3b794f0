import { Center, Loader } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { WorkspaceView } from '@weighbridge/contracts/resources/workspace';
import { createContext, type ReactNode, useContext } from 'react';
import { useSearchParams } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useWorkspaces } from './queries.js';

interface CurrentWorkspace {
  id: string;
  all: WorkspaceView[];
  choose: (id: string) => void;
}

const Current = createContext<CurrentWorkspace | null>(null);

/** The workspace that every page shows. */
export function useCurrentWorkspace(): CurrentWorkspace {
  const current = useContext(Current);
  if (current === null) throw new Error('no workspace is chosen here');
  return current;
}

/**
 * Chooses the workspace: the one in the address, so that links say which; else the one chosen last;
 * else the first.
 */
export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const workspaces = useWorkspaces();
  const [address, setAddress] = useSearchParams();
  const [last, setLast] = useLocalStorage({ key: 'workspace', defaultValue: '' });
  if (workspaces.isPending)
    return (
      <Center mih={240}>
        <Loader aria-label="Loading" />
      </Center>
    );
  if (workspaces.error)
    return (
      <ProblemAlert
        title="The workspaces could not be read"
        error={workspaces.error}
        retry={() => void workspaces.refetch()}
      />
    );
  const all = workspaces.data;
  const id = [address.get('workspace'), last, all[0]?.id].find(
    (wanted) => wanted && all.some((workspace) => workspace.id === wanted),
  );
  if (!id)
    return (
      <ProblemAlert
        title="No workspace"
        error={new Error('You belong to no workspace yet. An administrator can add you to one.')}
      />
    );
  const choose = (next: string) => {
    setLast(next);
    setAddress({ workspace: next });
  };
  return <Current value={{ id, all, choose }}>{children}</Current>;
}
