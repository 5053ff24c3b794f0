import { JobsQuery, JobsView, JobView } from '@weighbridge/contracts/jobs/job-view';
import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequiresPermission } from '../access/requires-permission.js';
import { JobQueues } from './job-queues.js';

/** Background jobs: what there is, how far it is, and what could not be done. */
@ApiTags('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(@Inject(JobQueues) private readonly queues: JobQueues) {}

  @Get()
  @RequiresPermission('jobs.read')
  @ApiResponse({ status: 200, standardSchema: JobsView })
  list(@Query({ schema: JobsQuery }) query: JobsQuery): Promise<JobsView> {
    return this.queues.list(query);
  }

  @Post(':name/:id/retry')
  @HttpCode(200)
  @RequiresPermission('jobs.retry')
  @ApiResponse({ status: 200, standardSchema: JobView })
  retry(@Param('name') name: string, @Param('id') id: string): Promise<JobView> {
    return this.queues.retry(name, id);
  }
}
