import { Controller, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ProviderTrial } from '@weighbridge/contracts/resources/provider-trial';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { findTestableProvider } from '@weighbridge/govern/resources/find-testable-provider';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';

/** Calls a provider once and says in words what is wrong with it. */
@ApiTags('providers')
@Controller('api/v1/providers')
export class ProviderTrialController {
  constructor(@Inject(ADMIN_DEPENDENCIES) private readonly dependencies: AdminDependencies) {}

  @Post(':id/test')
  @HttpCode(200)
  @RequiresPermission('providers.test')
  @ApiQuery({ name: 'workspace', required: false })
  @ApiResponse({ status: 200, standardSchema: ProviderTrial })
  async tryOut(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query('workspace') workspace?: string,
  ): Promise<ProviderTrial> {
    const { store, tryProvider } = this.dependencies;
    const found = await findTestableProvider(store, this.dependencies, caller, id, workspace);
    return tryProvider(found.workspaceId, id);
  }
}
