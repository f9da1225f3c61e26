/** WebCrypto reports a failed tag as OperationError; anything else is a bug and goes on. */
export function onlyOperationError(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'OperationError') return undefined
  throw error
}
