import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { Page } from '../../ui/page.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { ComparisonSection } from './comparison-section.js';
import { EvaluatorSection } from './evaluator-section.js';
import { QualityMatrix } from './quality-matrix.js';

const TABS = ['comparisons', 'quality', 'evaluators'] as const;
type Tab = (typeof TABS)[number];
const LABELS: Record<Tab, string> = {
  comparisons: 'Comparisons',
  quality: 'Quality',
  evaluators: 'Evaluators',
};

/** How good the answers are: candidates against what serves, quality per category, judges. */
export function EvalsPage() {
  const { id: workspace } = useCurrentWorkspace();
  const [address, setAddress] = useSearchParams();
  const tab = TABS.find((name) => name === address.get('tab')) ?? 'comparisons';
  const choose = (name: string | null) => setAddress({ workspace, tab: name ?? tab });
  return (
    <Page
      title="Evals"
      about="Sampled traffic is judged and replayed on candidate models, away from the live path. The auto router reads what comes of it."
    >
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {LABELS[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="comparisons">
          <ComparisonSection workspace={workspace} />
        </Tabs.Panel>
        <Tabs.Panel value="quality">
          <QualityMatrix workspace={workspace} />
        </Tabs.Panel>
        <Tabs.Panel value="evaluators">
          <EvaluatorSection workspace={workspace} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
