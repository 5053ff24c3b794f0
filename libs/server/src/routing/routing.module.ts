import { type DynamicModule, Module } from '@nestjs/common';
import { CategoryTestController } from './category-test.controller.js';
import { RouteHealthController } from './route-health.controller.js';
import { RoutingController } from './routing.controller.js';
import { ROUTING_DEPENDENCIES, type RoutingDependencies } from './routing-dependencies.js';

/** What routing would do, without doing it. */
@Module({})
export class RoutingModule {
  static register(dependencies: RoutingDependencies): DynamicModule {
    return {
      module: RoutingModule,
      controllers: [RoutingController, RouteHealthController, CategoryTestController],
      providers: [{ provide: ROUTING_DEPENDENCIES, useValue: dependencies }],
    };
  }
}
