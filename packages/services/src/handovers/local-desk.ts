import { takeInArrived } from '../attachments/take-in.ts'
import type { Context } from '../context.ts'
import { catchUp } from '../exchange/catch-up.ts'
import { restoreForgotten } from '../exchange/restore-forgotten.ts'
import { settleTransfers } from '../transfers/settle.ts'
import { applyMessage } from './apply.ts'
import { settleHandovers } from './at-receiving/settle.ts'
import type { HandoverDesk } from './desk.ts'

/** The desk in the Worker that has the cases. */
export const localDesk = (ctx: Context): HandoverDesk => ({
  async apply(opened) {
    if (opened.message.type !== 'case.submitted') return applyMessage(ctx, opened)
    if (ctx.cases === null) return { state: 'later', reason: 'no binding CASES' }
    return ctx.cases.apply(opened)
  },
  async settle() {
    const settled = await settleHandovers(ctx)
    const givenBack = await settleTransfers(ctx)
    return givenBack === 0 ? settled : `${settled}; offers of licences given back ${givenBack}`
  },
  takeInFile: (arrived) => takeInArrived(ctx, arrived),
  restore: (forgotten) => restoreForgotten(ctx, forgotten),
  catchUp: (forgotten) => catchUp(ctx, forgotten),
})
