import { BudgetCreate, BudgetPatch, BudgetView } from '@weighbridge/contracts/resources/budget';
import {
  CategoryCreate,
  CategoryPatch,
  CategoryView,
} from '@weighbridge/contracts/resources/category';
import { Evaluator, EvaluatorPatch, EvaluatorView } from '@weighbridge/contracts/evals/evaluator';
import { KeyCreate, KeyMade, KeyPatch, KeyView } from '@weighbridge/contracts/resources/key';
import { MemberCreate, MemberPatch, MemberView } from '@weighbridge/contracts/resources/member';
import {
  OrganizationCreate,
  OrganizationPatch,
  OrganizationView,
} from '@weighbridge/contracts/resources/organization';
import {
  ProviderCreate,
  ProviderPatch,
  ProviderView,
} from '@weighbridge/contracts/resources/provider';
import { RouteCreate, RoutePatch, RouteView } from '@weighbridge/contracts/resources/route';
import { TeamCreate, TeamPatch, TeamView } from '@weighbridge/contracts/resources/team';
import { UserCreate, UserPatch, UserView } from '@weighbridge/contracts/resources/user';
import {
  WorkspaceCreate,
  WorkspacePatch,
  WorkspaceView,
} from '@weighbridge/contracts/resources/workspace';
import { budgets } from '@weighbridge/govern/resources/budgets';
import { categories } from '@weighbridge/govern/resources/categories';
import { evaluators } from '@weighbridge/govern/resources/evaluators';
import { keys } from '@weighbridge/govern/resources/keys';
import { members } from '@weighbridge/govern/resources/members';
import { organizations } from '@weighbridge/govern/resources/organizations';
import { providers } from '@weighbridge/govern/resources/providers';
import { routes } from '@weighbridge/govern/resources/routes';
import { teams } from '@weighbridge/govern/resources/teams';
import { users } from '@weighbridge/govern/resources/users';
import { workspaces } from '@weighbridge/govern/resources/workspaces';
import { resourceController } from './resource-controller.js';

/** One controller for each resource that has the five plain routes. */
export const RESOURCE_CONTROLLERS = [
  resourceController(organizations, {
    ...{ create: OrganizationCreate, patch: OrganizationPatch, view: OrganizationView },
  }),
  resourceController(workspaces, {
    ...{ create: WorkspaceCreate, patch: WorkspacePatch, view: WorkspaceView },
  }),
  resourceController(teams, { create: TeamCreate, patch: TeamPatch, view: TeamView }),
  resourceController(users, { create: UserCreate, patch: UserPatch, view: UserView }),
  resourceController(members, { create: MemberCreate, patch: MemberPatch, view: MemberView }),
  resourceController(keys, { create: KeyCreate, patch: KeyPatch, view: KeyView, made: KeyMade }),
  resourceController(providers, {
    ...{ create: ProviderCreate, patch: ProviderPatch, view: ProviderView },
  }),
  resourceController(routes, { create: RouteCreate, patch: RoutePatch, view: RouteView }),
  resourceController(categories, {
    ...{ create: CategoryCreate, patch: CategoryPatch, view: CategoryView },
  }),
  resourceController(budgets, { create: BudgetCreate, patch: BudgetPatch, view: BudgetView }),
  resourceController(evaluators, {
    ...{ create: Evaluator, patch: EvaluatorPatch, view: EvaluatorView },
  }),
];
