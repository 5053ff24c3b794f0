import {
  type DecisionChange,
  DecisionRollback,
  DecisionsQuery,
  DecisionSwitch,
  DecisionView,
} from '@weighbridge/contracts/evals/decision';
import { listOf } from '@weighbridge/contracts/resources/envelope';
import type { Principal } from '@weighbridge/govern/access/principal';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import {
  EVALS_DEPENDENCIES,
  type EvalsDependencies,
  type TableChange,
} from './evals-dependencies.js';
import { workspacesWith, workspaceToChange } from './places.js';

/** What the auto routes do at present and why; a person may stop them or turn them back. */
@ApiTags('routing')
@Controller('api/v1/routing/decisions')
export class DecisionsController {
  constructor(@Inject(EVALS_DEPENDENCIES) private readonly dependencies: EvalsDependencies) {}

  @Get()
  @RequiresPermission('decisions.read')
  @ApiResponse({ status: 200, standardSchema: listOf(DecisionView) })
  async list(
    @CurrentCaller() { principal }: Caller,
    @Query({ schema: DecisionsQuery }) { workspace, route }: DecisionsQuery,
  ) {
    const { store, queries } = this.dependencies;
    const workspaces = workspacesWith(store, principal, 'decisions.read', workspace);
    return queries.listDecisions(await workspaces, route);
  }

  @Post('freeze')
  @HttpCode(200)
  @RequiresPermission('decisions.update')
  @ApiResponse({ status: 200, standardSchema: DecisionView })
  freeze(
    @CurrentCaller() caller: Caller,
    @Query({ schema: DecisionsQuery }) query: DecisionsQuery,
    @Body({ schema: DecisionSwitch }) body: DecisionSwitch,
  ) {
    return this.change(caller, { ...query, ...body }, { action: 'frozen' });
  }

  @Post('unfreeze')
  @HttpCode(200)
  @RequiresPermission('decisions.update')
  @ApiResponse({ status: 200, standardSchema: DecisionView })
  unfreeze(
    @CurrentCaller() caller: Caller,
    @Query({ schema: DecisionsQuery }) query: DecisionsQuery,
    @Body({ schema: DecisionSwitch }) body: DecisionSwitch,
  ) {
    return this.change(caller, { ...query, ...body }, { action: 'unfrozen' });
  }

  @Post('rollback')
  @HttpCode(200)
  @RequiresPermission('decisions.update')
  @ApiResponse({ status: 200, standardSchema: DecisionView })
  rollback(
    @CurrentCaller() caller: Caller,
    @Query({ schema: DecisionsQuery }) query: DecisionsQuery,
    @Body({ schema: DecisionRollback }) { version, ...body }: DecisionRollback,
  ) {
    return this.change(caller, { ...query, ...body }, { action: 'rolled_back', version });
  }

  private async change(caller: Caller, { workspace, route }: DecisionChange, change: TableChange) {
    const { store, queries } = this.dependencies;
    const { principal } = caller;
    const named = workspace ?? (await this.onlyWorkspaceWith(principal, route));
    const workspaceId = await workspaceToChange(store, principal, 'decisions.update', named);
    return queries.changeDecisions(caller, workspaceId, route, change);
  }

  /** A route that has evidence in one workspace alone can be meant nowhere else. */
  private async onlyWorkspaceWith(
    principal: Principal,
    route?: string,
  ): Promise<string | undefined> {
    const { store, queries } = this.dependencies;
    const workspaces = await workspacesWith(store, principal, 'decisions.update', undefined);
    const { data } = await queries.listDecisions(workspaces, route);
    const [first, ...others] = data.filter(({ version, pairs }) => version > 0 || pairs > 0);
    return others.some(({ workspace }) => workspace !== first!.workspace)
      ? undefined
      : first?.workspace;
  }
}
