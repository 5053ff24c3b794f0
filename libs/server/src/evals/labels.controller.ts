import { LabelsCreate, LabelsMade } from '@weighbridge/contracts/evals/comparison';
import { OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Body, Controller, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { workspaceToChange } from './places.js';

/** What people say of judged pairs: judges are calibrated against it. */
@ApiTags('comparisons')
@Controller('api/v1/comparisons')
export class LabelsController {
  constructor(@Inject(EVALS_DEPENDENCIES) private readonly dependencies: EvalsDependencies) {}

  @Post('labels')
  @RequiresPermission('comparisons.label')
  @ApiResponse({ status: 201, standardSchema: LabelsMade })
  async label(
    @CurrentCaller() { principal }: Caller,
    @Body({ schema: LabelsCreate }) body: LabelsCreate,
    @Query({ schema: OneQuery }) query: OneQuery,
  ) {
    const { store, queries } = this.dependencies;
    const named = body.workspace ?? query.workspace;
    const workspaceId = await workspaceToChange(store, principal, 'comparisons.label', named);
    return queries.addLabels(workspaceId, body.labels, principal.actor.id);
  }
}
