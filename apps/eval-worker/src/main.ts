import { runRole } from '@weighbridge/server/platform/run-role';

await runRole('worker');
