import { listOf, OneQuery } from '@weighbridge/contracts/resources/envelope';
import { ModelQuery, ModelView } from '@weighbridge/contracts/resources/model';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { getModel, listModels } from '@weighbridge/govern/resources/list-models';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';

/** Models with their prices; what they cost is set where their provider is. */
@ApiTags('models')
@Controller('api/v1/models')
export class ModelsController {
  constructor(@Inject(ADMIN_DEPENDENCIES) private readonly dependencies: AdminDependencies) {}

  @Get()
  @RequiresPermission('models.read')
  @ApiResponse({ status: 200, standardSchema: listOf(ModelView) })
  list(@CurrentCaller() { principal }: Caller, @Query({ schema: ModelQuery }) query: ModelQuery) {
    const { store, models } = this.dependencies;
    return listModels(store, models, principal, query);
  }

  @Get('*')
  @RequiresPermission('models.read')
  @ApiResponse({ status: 200, standardSchema: ModelView })
  get(
    @CurrentCaller() { principal }: Caller,
    @Param('*') id: string,
    @Query({ schema: OneQuery }) { workspace }: OneQuery,
  ) {
    const { store, models } = this.dependencies;
    return getModel(store, models, principal, id, workspace);
  }
}
