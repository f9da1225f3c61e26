/** The whole command: what was typed in, what is said, and the exit code. */

import { RequestFailed } from '../request.ts'
import { loadTypes } from './bundles.ts'
import { checkAll, type Outcome } from './check.ts'
import { runCx } from './cx/run.ts'
import { fetchTrustOf, showPins } from './fetch-trust.ts'
import { readInput } from './inputs.ts'
import { harmless, type Io, paintOf, tell } from './io.ts'
import { openKeep } from './keep.ts'
import { readOptions, Trouble, USAGE, type VerifyOptions } from './options.ts'
import { exitCodeOf, inFull, inJson, inSum, inTable } from './report.ts'
import type { TypeWords } from './type-words.ts'

const CANNOT_TELL = 2

export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    if (args[0] === 'cx') return await runCx(args.slice(1), io)
    const options = readOptions(args, io.environment)
    if (options.command === 'help') {
      io.out(`${USAGE}\n`)
      return 0
    }
    const keep = openKeep(options.cache, (zh, en) => tell(io, zh, en))
    if (options.command === 'verify') return await verify(options, keep, io)
    await (options.command === 'trust fetch' ? fetchTrustOf(options, keep, io) : showPins(keep, io))
    return 0
  } catch (thrown) {
    if (thrown instanceof RequestFailed)
      tell(io, `✗ 没有得到答复：${thrown.message}`, `No answer could be had: ${thrown.message}`)
    else if (thrown instanceof Trouble) {
      tell(io, `✗ ${thrown.zh}`, thrown.en)
      io.err(thrown.help)
    } else {
      // Thrown on, a bug would end the process by the code of a licence that does not hold.
      tell(io, '✗ 程序出错，请报告。', 'A fault of this command; please report it.')
      io.err(`${faultText(thrown)}\n`)
    }
    return CANNOT_TELL
  }
}

const faultText = (thrown: unknown) =>
  (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
    .split('\n')
    .map(harmless)
    .join('\n')

async function verify(options: VerifyOptions, keep: ReturnType<typeof openKeep>, io: Io): Promise<number> {
  const inputs = []
  for (const argument of options.inputs) inputs.push(...(await readInput(argument, io.stdin)))
  const progress = progressOf(io, inputs.length)
  const outcomes = await checkAll(inputs, options, keep, io, progress)
  io.out(options.json ? inJson(outcomes) : inWords(outcomes, await loadTypes(keep), io))
  return exitCodeOf(outcomes)
}

function inWords(outcomes: readonly Outcome[], types: readonly TypeWords[], io: Io): string {
  const [first, ...more] = outcomes
  const paint = paintOf(io)
  if (first !== undefined && more.length === 0) return inFull(first, types, paint)
  return inTable(outcomes, paint) + inSum(outcomes)
}

/** Below so many nobody waits. */
const WORTH_TELLING = 10

/** One line that counts up where it can be written over, else a line for every tenth part. */
function progressOf({ err, live }: Io, all: number): (count: number) => void {
  if (all < WORTH_TELLING) return () => undefined
  const step = live ? 1 : Math.ceil(all / 10)
  return (count) => {
    if (count % step !== 0 && count !== all) return
    const text = `核验 verifying ${count}/${all}`
    err(live ? `\r${text}${count === all ? '\n' : ''}` : `${text}\n`)
  }
}
