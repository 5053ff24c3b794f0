import { type DynamicModule, Module } from '@nestjs/common';
import { ComparisonsController } from './comparisons.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { EVALS_DEPENDENCIES, type EvalsDependencies } from './evals-dependencies.js';
import { EvaluatorFactsController } from './evaluator-facts.controller.js';
import { LabelsController } from './labels.controller.js';
import { QualityController } from './quality.controller.js';

/** What the eval loop found out, over the admin API. */
@Module({})
export class EvalsModule {
  static register(dependencies: EvalsDependencies): DynamicModule {
    return {
      module: EvalsModule,
      controllers: [
        ComparisonsController,
        DecisionsController,
        EvaluatorFactsController,
        LabelsController,
        QualityController,
      ],
      providers: [{ provide: EVALS_DEPENDENCIES, useValue: dependencies }],
    };
  }
}
