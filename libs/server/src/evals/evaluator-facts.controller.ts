import { EvaluatorCalibration, WhyQuery, WhyView } from '@weighbridge/contracts/evals/evaluator';
import { OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { workspacesWith } from './places.js';

/** Why an evaluator did or did not run, and how far it can be trusted. */
@ApiTags('evaluators')
@Controller('api/v1/evaluators')
export class EvaluatorFactsController {
  constructor(@Inject(EVALS_DEPENDENCIES) private readonly dependencies: EvalsDependencies) {}

  @Get(':id/why')
  @RequiresPermission('evaluators.read')
  @ApiResponse({ status: 200, standardSchema: WhyView })
  async why(
    @CurrentCaller() { principal }: Caller,
    @Param('id') id: string,
    @Query({ schema: WhyQuery }) query: WhyQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'evaluators.read', query.workspace);
    return queries.explainEvaluator(await workspaces, id, query.request_id);
  }

  @Get(':id/calibration')
  @RequiresPermission('evaluators.read')
  @ApiResponse({ status: 200, standardSchema: EvaluatorCalibration })
  async calibration(
    @CurrentCaller() { principal }: Caller,
    @Param('id') id: string,
    @Query({ schema: OneQuery }) { workspace }: OneQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'evaluators.read', workspace);
    return queries.calibrateEvaluator(await workspaces, id);
  }
}
