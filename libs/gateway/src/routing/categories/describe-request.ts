import type { GatewayCall } from '../../completion/active-request.js';
import { decodeHeaderText } from '../../completion/decode-header-text.js';
import type { RequestHeaders } from '../../completion/read-controls.js';
import type { Json, JsonObject } from '../../dialects/json/json.js';
import { isObject } from '../../dialects/openai-chat/read-chat-call.js';
import type { ClassifiableRequest } from './classification.js';

type Modality = ClassifiableRequest['modality'];

/**
 * What the categories may ask about a call. Nothing is read before it is asked for, texts once:
 * a workspace without categories pays for one small object.
 */
export function describeRequest(call: GatewayCall, headers: RequestHeaders): ClassifiableRequest {
  return new DescribedCall(call, headers);
}

class DescribedCall implements ClassifiableRequest {
  private system: string | null = null;
  private user: string | null = null;

  constructor(
    private readonly call: GatewayCall,
    private readonly headers: RequestHeaders,
  ) {}

  header(name: string): string | undefined {
    const value = this.headers[name];
    const text = Array.isArray(value) ? value.join(', ') : value;
    return text === undefined ? undefined : decodeHeaderText(text);
  }

  get systemText(): string {
    return (this.system ??= this.messages
      .filter(({ role }) => role === 'system' || role === 'developer')
      .map(({ content }) => textOf(content))
      .join('\n'));
  }

  get userText(): string {
    return (this.user ??=
      this.call.operation === 'chat'
        ? textOf(this.messages.findLast(({ role }) => role === 'user')?.content)
        : textOf(this.call.body.input));
  }

  get hasTools(): boolean {
    return this.call.operation === 'chat' && this.call.needs.includes('tools');
  }

  get hasSchema(): boolean {
    return this.call.operation === 'chat' && this.call.needs.includes('json_schema');
  }

  get modality(): Modality {
    const needs: readonly string[] = this.call.operation === 'chat' ? this.call.needs : [];
    if (needs.includes('video')) return 'video';
    if (needs.includes('audio')) return 'audio';
    return needs.includes('vision') ? 'image' : 'text';
  }

  get chars(): number {
    if (this.call.operation !== 'chat') return lengthOf(this.call.body.input);
    return this.messages.reduce((sum, { content }) => sum + lengthOf(content), 0);
  }

  private get messages(): readonly JsonObject[] {
    const { messages } = this.call.body;
    return Array.isArray(messages) ? messages.filter((message) => isObject(message)) : [];
  }
}

/** A text, or the texts of a list of parts. */
function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map(textOfPart).filter(Boolean).join('\n');
}

function textOfPart(part: Json): string {
  if (typeof part === 'string') return part;
  return isObject(part) && typeof part.text === 'string' ? part.text : '';
}

function lengthOf(content: Json | undefined): number {
  if (typeof content === 'string') return content.length;
  if (!Array.isArray(content)) return 0;
  return content.reduce<number>((sum, part) => sum + textOfPart(part).length, 0);
}
