/**
 * What went wrong with one of many inputs is told as its own answer, so that one file, made by whomever, never keeps the
 * others from being answered.
 */
import { RequestFailed } from '../request.ts'
import { Trouble } from './options.ts'

/** Whatever was thrown, in words; a fault of ours says what it is, for whoever reports it. */
export function faultOf(thrown: unknown): Trouble {
  if (thrown instanceof Trouble) return thrown
  if (thrown instanceof RequestFailed)
    return new Trouble(`没有得到答复：${thrown.message}`, `No answer could be had: ${thrown.message}`)
  const said = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new Trouble(
    `核验这一份时程序出错（${said}），请报告。`,
    `The command failed at this one (${said}); please report it.`,
  )
}
