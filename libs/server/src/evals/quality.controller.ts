import { QualityView } from '@weighbridge/contracts/evals/quality';
import { ScoreCreate, ScoresQuery, ScoreView } from '@weighbridge/contracts/evals/score';
import { ListQuery, listOf, OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { workspacesWith, workspaceToChange } from './places.js';

/** Scores of every source, and what they add up to. */
@Controller('api/v1')
export class QualityController {
  constructor(@Inject(EVALS_DEPENDENCIES) private readonly dependencies: EvalsDependencies) {}

  @Get('scores')
  @ApiTags('scores')
  @RequiresPermission('scores.read')
  @ApiResponse({ status: 200, standardSchema: listOf(ScoreView) })
  async scores(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: ScoresQuery }) query: ScoresQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'scores.read', query.workspace);
    return queries.listScores(await workspaces, query);
  }

  @Post('scores')
  @ApiTags('scores')
  @RequiresPermission('scores.create')
  @ApiResponse({ status: 201, standardSchema: ScoreView })
  async addScore(
    @CurrentCaller() { principal }: Caller,
    @Body({ schema: ScoreCreate }) score: ScoreCreate,
    @Query({ schema: OneQuery }) query: OneQuery,
  ) {
    const { store, queries } = this.dependencies;
    const named = score.workspace ?? query.workspace;
    const workspaceId = await workspaceToChange(store, principal, 'scores.create', named);
    return queries.addScore(workspaceId, score);
  }

  @Get('quality')
  @ApiTags('quality')
  @RequiresPermission('quality.read')
  @ApiResponse({ status: 200, standardSchema: listOf(QualityView) })
  async quality(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: ListQuery }) query: ListQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'quality.read', query.workspace);
    return queries.listQuality(await workspaces, query);
  }
}
