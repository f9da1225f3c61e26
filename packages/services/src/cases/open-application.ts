import { type Json, sha256Hex } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import type { Application } from '../applications/body.ts'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import { applicationPlace } from './place.ts'

/**
 * Opens the application a case began with. Throws when it cannot be read or is not what the first event says was
 * handed in: both mean that somebody changed the database.
 */
export const openApplication = (
  ctx: Pick<Context, 'keys'>,
  { row: { caseNumber, applicationEnc }, events }: Pick<LoadedCase, 'row' | 'events'>,
): Promise<Application> =>
  openApplicationOf(ctx, caseNumber, applicationEnc, events[0]?.data.applicationDigest)

/** The same where only the stored text and the digest of the first event were read. */
export async function openApplicationOf(
  ctx: Pick<Context, 'keys'>,
  caseNumber: string,
  applicationEnc: string,
  digest: unknown,
): Promise<Application> {
  const opened = await decryptField(ctx.keys, applicationPlace(caseNumber), applicationEnc)
  if (!opened.ok) throw new Error(`application cannot be read: ${opened.failure.reason}`)
  if ((await sha256Hex(opened.value)) !== digest) throw new Error('application does not match its digest')
  const { value } = JSON.parse(opened.value) as { readonly value: Json }
  return asApplication(value)
}

/** Guarantee: the text was written by `prepareCommit` from a checked application, and matches its digest. */
const asApplication = (value: Json) => value as unknown as Application
