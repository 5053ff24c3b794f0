import { RequestsQuery, UsageQuery } from '@weighbridge/contracts/records/request-query';
import {
  freshListOf,
  RequestDetailView,
  RequestView,
  UsageView,
} from '@weighbridge/contracts/records/request-view';
import { OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { listRequests } from '@weighbridge/observe/requests/list-requests';
import { reportUsage } from '@weighbridge/observe/requests/report-usage';
import { showRequest } from '@weighbridge/observe/requests/show-request';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { REQUESTS_DEPENDENCIES, type RequestsDependencies } from './requests-dependencies.js';
import { visibleWorkspaces } from './visible-workspaces.js';

/** The request log and what it adds up to. */
@ApiTags('requests')
@Controller('api/v1')
export class RequestsController {
  constructor(@Inject(REQUESTS_DEPENDENCIES) private readonly dependencies: RequestsDependencies) {}

  @Get('requests')
  @RequiresPermission('requests.read')
  @ApiResponse({ status: 200, standardSchema: freshListOf(RequestView) })
  async list(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: RequestsQuery }) query: RequestsQuery,
  ) {
    const { log, store, freshness } = this.dependencies;
    const workspaces = await visibleWorkspaces(store, principal, query.workspace);
    return listRequests(log, freshness, workspaces, query);
  }

  @Get('requests/:id')
  @RequiresPermission('requests.read')
  @ApiResponse({ status: 200, standardSchema: RequestDetailView })
  async get(
    @CurrentCaller() { principal }: Caller,
    @Param('id') id: string,
    @Query({ schema: OneQuery }) query: OneQuery,
  ) {
    const { log, store } = this.dependencies;
    return showRequest(log, await visibleWorkspaces(store, principal, query.workspace), id);
  }

  @Get('usage')
  @RequiresPermission('requests.read')
  @ApiResponse({ status: 200, standardSchema: freshListOf(UsageView) })
  async usage(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: UsageQuery }) query: UsageQuery,
  ) {
    const { log, store, freshness } = this.dependencies;
    const workspaces = await visibleWorkspaces(store, principal, query.workspace);
    return reportUsage(log, freshness, workspaces, query);
  }
}
