import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
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
  ): Promise<PlanView> {
    return explainPlan(this.dependencies, principal, question);
  }
}
