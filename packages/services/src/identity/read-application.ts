import { civilDateAt } from '@tongban/calendar'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { loadCase } from '../cases/load.ts'
import { openApplication } from '../cases/open-application.ts'
import type { Context } from '../context.ts'
import { readable } from '../retention/readable.ts'
import { maskApplication, plainApplication, type ShownApplication } from './mask-application.ts'

/** The application of a case: as it was handed in for whoever handed it in, masked for officials. */
export type ApplicationView = {
  readonly caseNumber: string
  readonly receivedOn: string
  readonly masked: boolean
  readonly application: ShownApplication
}

export async function readApplication(
  ctx: Context,
  caseNumber: string,
): Promise<Result<ApplicationView, Failure>> {
  const loaded = readable(await loadCase(ctx, caseNumber))
  if (!loaded.ok) return loaded
  const { relation, fold } = loaded.value
  const application = await openApplication(ctx, loaded.value)
  const masked = relation !== 'applicant' && relation !== 'submitter'
  return ok({
    caseNumber,
    receivedOn: fold.receivedOn,
    masked,
    application: masked
      ? maskApplication(application, civilDateAt(ctx.clock.now()))
      : plainApplication(application),
  })
}
