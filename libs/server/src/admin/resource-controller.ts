import { ListQuery, OneQuery, listOf } from '@weighbridge/contracts/resources/envelope';
import type { Permission } from '@weighbridge/govern/access/permissions';
import {
  type Caller,
  createResourceService,
  type ResourceService,
} from '@weighbridge/govern/resources/create-resource-service';
import type { ResourceDefinition } from '@weighbridge/govern/resources/resource-definition';
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
  type Type,
} from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';

type Schema = Parameters<typeof listOf>[0];

export interface ResourceSchemas {
  create: Schema;
  patch: Schema;
  view: Schema;
  /** What a creation answers with, where that is more than the view. */
  made?: Schema;
}

/** The controller of one resource: its five routes with their permissions, schemas and documentation. */
export function resourceController<Row, Create extends object, Change extends object, View>(
  definition: ResourceDefinition<Row, Create, Change, View>,
  schemas: ResourceSchemas,
): Type<unknown> {
  const { name } = definition;
  const may = (verb: 'read' | 'create' | 'update' | 'delete') =>
    RequiresPermission(`${name}.${verb}` as Permission);
  const answers = (status: number, standardSchema: object) =>
    ApiResponse({ status, standardSchema } as Parameters<typeof ApiResponse>[0]);

  @ApiTags(name)
  @Controller(`api/v1/${name}`)
  class ResourceController {
    private readonly service: ResourceService<Create, Change, View>;

    constructor(@Inject(ADMIN_DEPENDENCIES) dependencies: AdminDependencies) {
      this.service = createResourceService(definition, dependencies.store, dependencies);
    }

    @Get()
    @may('read')
    @answers(200, listOf(schemas.view))
    list(@CurrentCaller() caller: Caller, @Query({ schema: ListQuery }) query: ListQuery) {
      return this.service.list(caller, query);
    }

    @Get(':id')
    @may('read')
    @answers(200, schemas.view)
    get(
      @CurrentCaller() caller: Caller,
      @Param('id') id: string,
      @Query({ schema: OneQuery }) query: OneQuery,
    ) {
      return this.service.get(caller, id, query.workspace);
    }

    @Post()
    @may('create')
    @answers(201, schemas.made ?? schemas.view)
    create(
      @CurrentCaller() caller: Caller,
      @Body({ schema: schemas.create }) input: Create,
      @Query({ schema: OneQuery }) query: OneQuery,
    ) {
      return this.service.create(caller, input, query.workspace);
    }

    @Patch(':id')
    @may('update')
    @answers(200, schemas.view)
    update(
      @CurrentCaller() caller: Caller,
      @Param('id') id: string,
      @Body({ schema: schemas.patch }) change: Change,
      @Query({ schema: OneQuery }) query: OneQuery,
    ) {
      return this.service.update(caller, id, change, query.workspace);
    }

    @Delete(':id')
    @HttpCode(204)
    @may('delete')
    remove(
      @CurrentCaller() caller: Caller,
      @Param('id') id: string,
      @Query({ schema: OneQuery }) query: OneQuery,
    ) {
      return this.service.remove(caller, id, query.workspace);
    }
  }
  const className = `${name[0]!.toUpperCase()}${name.slice(1)}Controller`;
  Object.defineProperty(ResourceController, 'name', { value: className });
  return ResourceController;
}
