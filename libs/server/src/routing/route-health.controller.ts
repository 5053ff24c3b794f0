import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { RouteHealthQuery, RouteHealthView } from '@weighbridge/contracts/resources/route-health';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ROUTING_DEPENDENCIES, type RoutingDependencies } from './routing-dependencies.js';
import { showRouteHealth } from './show-route-health.js';

@ApiTags('routes')
@Controller('api/v1/routes')
export class RouteHealthController {
  constructor(@Inject(ROUTING_DEPENDENCIES) private readonly dependencies: RoutingDependencies) {}

  @Get(':id/health')
  @RequiresPermission('routes.read')
  @ApiResponse({ status: 200, standardSchema: RouteHealthView })
  health(
    @CurrentCaller() { principal }: Caller,
    @Param('id') id: string,
    @Query({ schema: RouteHealthQuery }) { workspace }: RouteHealthQuery,
  ): Promise<RouteHealthView> {
    return showRouteHealth(this.dependencies, principal, id, workspace);
  }
}
