/** One chat completion that a judge is asked for. */
export interface CompleteRequest {
  /** Names the call within its task: repeated after a crash, it is the same call with the same body. */
  step: string;
  /** A chat completion in OpenAI's form, `model` included. */
  body: Record<string, unknown>;
}

export interface CompleteAnswer {
  requestId: string;
  /** The completion as JSON text. */
  body: string;
}

/** Asks a model. @throws whatever keeps the call from being answered */
export type CompleteCall = (request: CompleteRequest) => Promise<CompleteAnswer>;

/** What a judge model can do beside writing text; unknown is false. */
export interface JudgeAbilities {
  jsonSchema: boolean;
  logprobs: boolean;
  /** Takes a temperature: reasoning models refuse it. */
  temperature: boolean;
}

/** A model that judges, and the way to ask it. */
export interface Judge {
  model: string;
  abilities: JudgeAbilities;
  complete: CompleteCall;
}

/** The judge answered, twice, with something that is no verdict. */
export class UnreadableVerdict extends Error {
  override name = 'UnreadableVerdict';
}
