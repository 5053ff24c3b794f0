/** Why a model stopped, in OpenAI's words; `error` is a vendor's own failure after output began. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'error';
