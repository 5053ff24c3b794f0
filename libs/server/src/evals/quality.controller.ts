import { WhyQuery, WhyView } from '@weighbridge/contracts/evals/evaluator';
import { QualityView } from '@weighbridge/contracts/evals/quality';
import { ScoreCreate, ScoresQuery, ScoreView } from '@weighbridge/contracts/evals/score';
import { ListQuery, listOf, OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { workspacesWith, workspaceToChange } from './places.js';

/** Scores of every source, what they add up to, and why an evaluator did or did not run. */
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

  @Get('evaluators/:id/why')
  @ApiTags('evaluators')
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
}
