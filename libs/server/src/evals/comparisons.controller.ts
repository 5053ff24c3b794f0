import {
  ComparisonsQuery,
  ComparisonView,
  LabelsCreate,
  LabelsMade,
  PairView,
} from '@weighbridge/contracts/evals/comparison';
import { listOf, OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { workspacesWith, workspaceToChange } from './places.js';

/** Candidates against what served: verdicts, single pairs, and what people say of them. */
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
