import { listOf, OneQuery } from '@weighbridge/contracts/resources/envelope';
import {
  ModelCreate,
  ModelPatch,
  ModelQuery,
  ModelView,
} from '@weighbridge/contracts/resources/model';
import { createModelService, type ModelService } from '@weighbridge/govern/resources/change-models';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { getModel, listModels } from '@weighbridge/govern/resources/list-models';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';

/** Models with their prices. Ids hold slashes: `main/gpt-4o-mini`. */
@ApiTags('models')
@Controller('api/v1/models')
export class ModelsController {
  private readonly service: ModelService;

  constructor(@Inject(ADMIN_DEPENDENCIES) private readonly dependencies: AdminDependencies) {
    const { store, models } = dependencies;
    this.service = createModelService(store, dependencies, models);
  }

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

  @Post()
  @RequiresPermission('providers.update')
  @ApiResponse({ status: 201, standardSchema: ModelView })
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ModelCreate }) input: ModelCreate,
    @Query({ schema: OneQuery }) { workspace }: OneQuery,
  ) {
    return this.service.create(caller, input, workspace);
  }

  @Patch('*')
  @RequiresPermission('providers.update')
  @ApiResponse({ status: 200, standardSchema: ModelView })
  update(
    @CurrentCaller() caller: Caller,
    @Param('*') id: string,
    @Body({ schema: ModelPatch }) patch: ModelPatch,
    @Query({ schema: OneQuery }) { workspace }: OneQuery,
  ) {
    return this.service.update(caller, id, patch, workspace);
  }

  @Delete('*')
  @HttpCode(204)
  @RequiresPermission('providers.update')
  remove(
    @CurrentCaller() caller: Caller,
    @Param('*') id: string,
    @Query({ schema: OneQuery }) { workspace }: OneQuery,
  ) {
    return this.service.remove(caller, id, workspace);
  }
}
