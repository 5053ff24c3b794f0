import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { All, Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RequiresPermission } from '../access/requires-permission.js';

/** Resources of the contract that this version does not have yet. */
const UNBUILT = [
  'prompts',
  'datasets',
  'experiments',
  'optimizations',
  'audits',
  'mcp_servers',
  'guardrails',
  'traces',
  'sessions',
];

/** Says so, instead of pretending that a promised path does not exist. */
@ApiExcludeController()
@Controller('api/v1')
export class UnbuiltController {
  @All(UNBUILT.flatMap((name) => [name, `${name}/*`]))
  @RequiresPermission('unbuilt.use')
  refuse(): never {
    throw new ApiError('not_implemented', 'this version does not have this resource yet');
  }
}
