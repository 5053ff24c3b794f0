import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CategoryAnswer, CategoryQuestion } from '@weighbridge/contracts/resources/category-test';
import { OneQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ROUTING_DEPENDENCIES, type RoutingDependencies } from './routing-dependencies.js';
import { testCategory } from './test-category.js';

@ApiTags('categories')
@Controller('api/v1/categories')
export class CategoryTestController {
  constructor(@Inject(ROUTING_DEPENDENCIES) private readonly dependencies: RoutingDependencies) {}

  @Post('test')
  @HttpCode(200)
  @RequiresPermission('categories.read')
  @ApiResponse({ status: 200, standardSchema: CategoryAnswer })
  test(
    @CurrentCaller() { principal }: Caller,
    @Body({ schema: CategoryQuestion }) question: CategoryQuestion,
    @Query({ schema: OneQuery }) query: OneQuery,
  ): Promise<CategoryAnswer> {
    const named = question.workspace ?? query.workspace;
    return testCategory(this.dependencies.store, principal, named, question);
  }
}
