import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { carryAgain, exchangeFilesOfCase } from '@tongban/store'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { endAlarms } from '../exchange/alarms.ts'
import { carryFiles } from './carry.ts'
import { type TransfersView, transfersOf } from './list.ts'
import { fileSubject } from './take-in.ts'

/** The files of a case that were given up are sent again, and their time to arrive begins anew. */
export async function sendFilesAgain(
  ctx: Context,
  caseNumber: string,
): Promise<Result<TransfersView, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'admin', 'supervisor', 'handler'))
    return fail({ code: 'notAllowed', need: '系统管理员 admin、监察员 supervisor、经办人 handler' })
  // Whoever looks after the exchange need not be of the case.
  if (!holdsRole(actor, 'admin')) {
    const loaded = await loadCase(ctx, caseNumber)
    if (!loaded.ok) return loaded
  }
  const [rows] = await ctx.database.read([exchangeFilesOfCase({ caseNumber })])
  const dead = rows.filter(({ direction, state }) => direction === 'out' && state === 'dead')
  if (dead.length === 0) return fail({ code: 'notFound', what: 'deadLetter' })
  const now = ctx.clock.now()
  const partners = [...new Set(dead.map(({ partner }) => partner))]
  const by = { by: actor.subject, now }
  await ctx.database.write(
    partners.flatMap((partner) => {
      const subjects = dead.filter((row) => row.partner === partner).map(fileSubject)
      return [
        carryAgain({ caseNumber, partner, from: 'dead', now }),
        endAlarms('deadLetter', partner, subjects, by),
        endAlarms('refused', partner, subjects, by),
      ]
    }),
  )
  if (ctx.exchange !== null) ctx.after(carryFiles(ctx, partners))
  return ok(await transfersOf(ctx, caseNumber))
}
