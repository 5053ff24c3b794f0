import { AuditRecordView } from '@weighbridge/contracts/resources/audit-record';
import { ListQuery, listOf, OneQuery } from '@weighbridge/contracts/resources/envelope';
import {
  listAuditRecords,
  showAuditRecord,
} from '@weighbridge/govern/audit-log/list-audit-records';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../access/current-caller.js';
import { RequiresPermission } from '../access/requires-permission.js';
import { ADMIN_DEPENDENCIES, type AdminDependencies } from './admin-dependencies.js';

/** What can be listed and not changed. */
@Controller('api/v1')
export class ListsController {
  constructor(@Inject(ADMIN_DEPENDENCIES) private readonly dependencies: AdminDependencies) {}

  @Get('audit_log')
  @ApiTags('audit_log')
  @RequiresPermission('audit_log.read')
  @ApiResponse({ status: 200, standardSchema: listOf(AuditRecordView) })
  auditLog(@CurrentCaller() { principal }: Caller, @Query({ schema: ListQuery }) query: ListQuery) {
    const { store, readAuditPage } = this.dependencies;
    return listAuditRecords(store, readAuditPage, principal, query);
  }

  @Get('audit_log/:id')
  @ApiTags('audit_log')
  @RequiresPermission('audit_log.read')
  @ApiResponse({ status: 200, standardSchema: AuditRecordView })
  auditRecord(
    @CurrentCaller() { principal }: Caller,
    @Param('id') id: string,
    @Query({ schema: OneQuery }) { workspace }: OneQuery,
  ) {
    const { store, readAuditPage } = this.dependencies;
    return showAuditRecord(store, readAuditPage, principal, { id, workspace });
  }
}
