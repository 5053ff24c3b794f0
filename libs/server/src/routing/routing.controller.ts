import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { OneQuery } from '@weighbridge/contracts/resources/envelope';
import { PlanQuestion, PlanView } from '@weighbridge/contracts/resources/routing-plan';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { explainPlan } from './explain-plan.js';
import { ROUTING_DEPENDENCIES, type RoutingDependencies } from './routing-dependencies.js';

@ApiTags('routing')
@Controller('api/v1/routing')
export class RoutingController {
  constructor(@Inject(ROUTING_DEPENDENCIES) private readonly dependencies: RoutingDependencies) {}

  @Post('plan')
  @HttpCode(200)
  @RequiresPermission('routing.plan')
  @ApiResponse({ status: 200, standardSchema: PlanView })
  plan(
    @CurrentCaller() { principal }: Caller,
    @Body({ schema: PlanQuestion }) question: PlanQuestion,
    @Query({ schema: OneQuery }) query: OneQuery,
  ): Promise<PlanView> {
    const workspace = question.workspace ?? query.workspace;
    return explainPlan(this.dependencies, principal, { ...question, workspace });
  }
}
