import { KeyMade } from '@weighbridge/contracts/resources/key';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { rotateKey } from '@weighbridge/govern/resources/rotate-key';
import { Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';

/** A new text for a key; the answer shows it once. */
@ApiTags('keys')
@Controller('api/v1/keys')
export class KeyRotationController {
  constructor(@Inject(ADMIN_DEPENDENCIES) private readonly dependencies: AdminDependencies) {}

  @Post(':id/rotate')
  @RequiresPermission('keys.rotate')
  @ApiResponse({ status: 201, standardSchema: KeyMade })
  rotate(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<KeyMade> {
    return rotateKey(this.dependencies.store, this.dependencies, caller, id);
  }
}
