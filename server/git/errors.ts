/** A refusal that the caller is told about: the HTTP status, the message and, for some calls of the API, the reasons beside it. */
export class ServiceError extends Error {
  readonly status: number;
  readonly errors: readonly string[] | undefined;
  constructor(status: number, message: string, errors?: readonly string[]) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.errors = errors;
  }
}

/** There is no such repository, or the caller may not know of it: the two are never told apart. */
export function repositoryMissing(): ServiceError {
  return new ServiceError(404, "The target couldn't be found.");
}

/** Tells whether SQLite refused a row because a unique column already has the value; `column` as `table.column`. */
export function isDuplicate(error: unknown, column: string): boolean {
  return error instanceof Error && error.message === `UNIQUE constraint failed: ${column}`;
}
