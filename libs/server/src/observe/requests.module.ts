import { type DynamicModule, Module } from '@nestjs/common';
import { REQUESTS_DEPENDENCIES, type RequestsDependencies } from './requests-dependencies.js';
import { RequestsController } from './requests.controller.js';

/** The query API of requests; the guard and the shape of errors come with the admin module. */
@Module({})
export class RequestsModule {
  static register(dependencies: RequestsDependencies): DynamicModule {
    return {
      module: RequestsModule,
      controllers: [RequestsController],
      providers: [{ provide: REQUESTS_DEPENDENCIES, useValue: dependencies }],
    };
  }
}
