import {
  ComparisonsQuery,
  ComparisonView,
  PairView,
} from '@weighbridge/contracts/evals/comparison';
import { listOf } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { workspacesWith } from './places.js';

/** Candidates against what served: verdicts and single pairs. */
@ApiTags('comparisons')
@Controller('api/v1/comparisons')
export class ComparisonsController {
  constructor(@Inject(EVALS_DEPENDENCIES) private readonly dependencies: EvalsDependencies) {}

  @Get()
  @RequiresPermission('comparisons.read')
  @ApiResponse({ status: 200, standardSchema: listOf(ComparisonView) })
  async list(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: ComparisonsQuery }) query: ComparisonsQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'comparisons.read', query.workspace);
    return queries.listComparisons(await workspaces, query);
  }

  @Get('pairs')
  @RequiresPermission('comparisons.read')
  @ApiResponse({ status: 200, standardSchema: listOf(PairView) })
  async pairs(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: ComparisonsQuery }) query: ComparisonsQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'comparisons.read', query.workspace);
    return queries.listPairs(await workspaces, query);
  }
}
