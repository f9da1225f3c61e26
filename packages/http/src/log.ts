import { redact } from '@tongban/kernel'

/**
 * Structured log: one JSON object a line. A line never holds a raw path, a query string, a header, a body, a name
 * or an identity number (个人信息保护法 51); errors are redacted before they are written.
 */

export type LogLine = { readonly [key: string]: string | number | boolean | null | undefined }
export type Log = (level: 'info' | 'error', event: string, line: LogLine) => void

/** Where the platform collects log lines from; the only output of a Worker besides its answers. */
const output: Pick<Console, 'info' | 'error'> = console

export const consoleLog: Log = (level, event, line) => {
  output[level](JSON.stringify({ level, event, ...line }))
}

/** The log of one Worker, for what its services have to tell. */
export const logOf =
  (worker: string, log: Log = consoleLog) =>
  (event: string, line: LogLine) =>
    log('info', event, { worker, ...line })

/** What may be logged of a thrown value: its name, redacted message and frames, and the same of its causes. */
export function describeError(thrown: unknown, depth = 0): LogLine {
  if (!(thrown instanceof Error)) return { error: typeof thrown }
  const frames = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ')
  const cause = thrown.cause === undefined || depth === 2 ? undefined : describeError(thrown.cause, depth + 1)
  return {
    error: thrown.name,
    message: redact(thrown.message),
    frames,
    ...(cause ? { cause: JSON.stringify({ error: cause.error, message: cause.message }) } : {}),
  }
}
