/** `tongban cx status`: what has happened to a case, as the other side tells it, signed. */
import { readTimeline } from '../../exchange/cases.ts'
import { harmless, type Io } from '../io.ts'
import { meet } from './meet.ts'
import type { CxOptions } from './options.ts'

export async function status(options: Extract<CxOptions, { readonly verb: 'status' }>, io: Io) {
  const { line } = await meet(options, io)
  const timeline = await readTimeline(line, options.caseNumber)
  if (options.json) {
    io.out(`${JSON.stringify(timeline, null, 2)}\n`)
    return 0
  }
  const { caseNumber, entries, head, digest } = timeline
  const lines = [
    caseNumber,
    ...entries.map(({ at, by, seq, zh, en }) => `  ${minuteOf(at)}  ${by} #${seq}  ${zh} ${en}`),
    ...Object.entries(head).map(([region, end]) => `  ${region} 最后 last #${end.seq} ${end.digest}`),
    `  链头 head ${digest}`,
  ]
  for (const each of lines) io.out(`${harmless(each)}\n`)
  return 0
}

/** Wall clock of Asia/Shanghai. */
const minuteOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
