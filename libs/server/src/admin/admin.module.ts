import { createConsoleSessions } from '@weighbridge/govern/sessions/console-sessions';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ACCESS_DEPENDENCIES, type AccessDependencies } from '../access/access-dependencies.js';
import { AccessGuard } from '../access/access-guard.js';
import { DemandDeclarations } from '../access/demand-declarations.js';
import { SessionController } from '../access/session.controller.js';
import { ApiErrorFilter } from '../errors/api-error.filter.js';
import { ContractValidationPipe } from '../errors/contract-validation.pipe.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';
import { KeyRotationController } from './key-rotation.controller.js';
import { ListsController } from './lists.controller.js';
import { ModelsController } from './models.controller.js';
import { ProviderTrialController } from './provider-trial.controller.js';
import { RESOURCE_CONTROLLERS } from './resource-controllers.js';
import { UnbuiltController } from './unbuilt.controller.js';

/**
 * The admin API, and what holds for every controller of the process: the default-deny guard, the
 * validation of inputs and the shape of errors.
 */
@Module({})
export class AdminModule {
  static register(dependencies: AdminDependencies): DynamicModule {
    const { store, adminToken, clock, reportUnexpected } = dependencies;
    const access: AccessDependencies = {
      ...{ store, adminToken },
      sessions: createConsoleSessions(store, clock),
    };
    return {
      module: AdminModule,
      imports: [DiscoveryModule],
      controllers: [
        SessionController,
        KeyRotationController,
        ProviderTrialController,
        ListsController,
        ModelsController,
        ...RESOURCE_CONTROLLERS,
        UnbuiltController,
      ],
      providers: [
        DemandDeclarations,
        { provide: ADMIN_DEPENDENCIES, useValue: dependencies },
        { provide: ACCESS_DEPENDENCIES, useValue: access },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: ContractValidationPipe },
        { provide: APP_FILTER, useValue: new ApiErrorFilter(reportUnexpected) },
      ],
    };
  }
}
