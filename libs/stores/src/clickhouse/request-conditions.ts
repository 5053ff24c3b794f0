import type {
  LogPosition,
  RequestFilters,
  VisibleWorkspaces,
} from '@weighbridge/observe/requests/request-log';
import { SAYS_TEXT, textValues } from './search-text.js';

/** A WHERE clause with the values of its `{name:Type}` places. */
export interface Conditions {
  sql: string;
  values: Record<string, unknown>;
}

const MICROSECONDS = 1000;

/** Collects conditions that all must hold. */
class ConditionList {
  readonly #parts: string[] = [];
  readonly #values: Record<string, unknown> = {};

  /** @param part SQL with a place for each value */
  add(part: string, values: Record<string, unknown> = {}): this {
    this.#parts.push(part);
    Object.assign(this.#values, values);
    return this;
  }

  /** Adds the condition when there is a value, which it names `{name:String}`. */
  addText(part: string, name: string, value: string | undefined): this {
    return value === undefined ? this : this.add(part, { [name]: value });
  }

  addMoment(comparison: string, name: string, moment: number | undefined): this {
    if (moment === undefined) return this;
    const part = `started_at ${comparison} fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`;
    return this.add(part, { [name]: moment * MICROSECONDS });
  }

  build(): Conditions {
    return { sql: this.#parts.join(' AND '), values: this.#values };
  }
}

/** Rows of the gateway that a reader may see. */
function visible(workspaces: VisibleWorkspaces): ConditionList {
  const list = new ConditionList().add(`source = 'gateway'`);
  if (workspaces === 'every') return list;
  return list.add('workspace_id IN {workspaces:Array(String)}', { workspaces });
}

/** Conditions that a list of requests and a report over them share. */
export function filterConditions(
  workspaces: VisibleWorkspaces,
  filters: RequestFilters,
): ConditionList {
  const list = visible(workspaces)
    .addMoment('>=', 'from', filters.from)
    .addMoment('<', 'to', filters.to)
    .addText(
      `(model = {model:String} OR concat(provider, '/', model) = {model:String})`,
      'model',
      filters.model,
    )
    .addText('provider = {provider:String}', 'provider', filters.provider)
    .addText('(key_id = {key:String} OR key_name = {key:String})', 'key', filters.key)
    .addText('user_id = {user:String}', 'user', filters.user)
    .addText('session_id = {session:String}', 'session', filters.session)
    .addText('category = {category:String}', 'category', filters.category)
    .addText('route = {route:String}', 'route', filters.route)
    .addText('has(tags, {tag:String})', 'tag', filters.tag);
  if (filters.text !== undefined) list.add(SAYS_TEXT, textValues(filters.text));
  const { status } = filters;
  if (status !== undefined)
    if ('status' in status) list.add('status = {status:String}', { status: status.status });
    else
      list.add('http_status BETWEEN {statusFrom:UInt16} AND {statusTo:UInt16}', {
        statusFrom: status.from,
        statusTo: status.to,
      });
  return list;
}

/** Conditions of a page of the request log. */
export function logConditions(
  workspaces: VisibleWorkspaces,
  filters: RequestFilters,
  after: LogPosition | null,
): Conditions {
  const list = filterConditions(workspaces, filters);
  // The time alone is compared too: months and days are skipped by it, not by a pair.
  const moment = `fromUnixTimestamp64Micro({afterTime:Int64}, 'UTC')`;
  if (after !== null)
    list.add(`started_at <= ${moment} AND (started_at, id) < (${moment}, {afterId:String})`, {
      afterTime: after[0],
      afterId: after[1],
    });
  return list.build();
}

/** Conditions of one request. */
export const requestConditions = (workspaces: VisibleWorkspaces, id: string): Conditions =>
  visible(workspaces).add('id = {id:String}', { id }).build();
