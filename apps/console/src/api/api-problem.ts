/** An answer of the API that is not a success, in the shape every error of the product has. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The field at fault; null: none in particular. */
    readonly param: string | null = null,
  ) {
    super(message);
  }
}

/** Reads `{"error": {message, code}}`; anything else still becomes a sentence. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  const error = (body as { error?: { message?: unknown; code?: unknown; param?: unknown } } | null)
    ?.error;
  return new ApiProblem(
    status,
    typeof error?.code === 'string' ? error.code : 'unknown',
    typeof error?.message === 'string' ? error.message : `The server answered ${status}.`,
    typeof error?.param === 'string' ? error.param : null,
  );
}
