import { type Failure, fail, holdsRole, type Json, ok, type Result } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import { allRegistries, putRegistryRecord, putRegistryState, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { registryPlace, subjectIndexOf } from './subject.ts'

/**
 * Takes records of one registry into this region's database, as a data-sharing service delivers them. A record
 * newer than the one held replaces it, an older one changes nothing, so a delivery may be repeated. Whoever has
 * no record is known to have none as of `asOf`.
 */
export type RegistryDelivery = {
  readonly source: string
  readonly asOf: number
  readonly records: readonly {
    /** What the record is about: an identity number, a permit number, or several such keys. */
    readonly keys: readonly string[]
    readonly record: { readonly [name: string]: Json }
    readonly sourceAt: number
  }[]
}

export async function putRecords(
  ctx: Context,
  { source, asOf, records }: RegistryDelivery,
): Promise<Result<{ readonly source: string; readonly taken: number; readonly asOf: number }, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'admin')) return fail({ code: 'notAllowed', need: 'admin' })
  const latest = ctx.clock.now()
  const future = records.findIndex((record) => record.sourceAt > latest)
  if (asOf > latest || future >= 0) {
    const pointer = asOf > latest ? '/asOf' : `/records/${future}/sourceAt`
    return fail({
      code: 'invalidInput',
      errors: [{ pointer, zh: '时间不能晚于现在。', en: 'The time may not lie in the future.' }],
    })
  }
  // A register somebody marked as down stays down: a delivery does not make it trustworthy again.
  const [registries] = await ctx.database.read([allRegistries({})])
  const held = registries.find((row) => row.source === source)
  const statements: Statement[] = [
    putRegistryState({ state: 'available', reason: '', bySubject: actor.subject, ...held, source, asOf }),
  ]
  for (const { keys, record, sourceAt } of records) {
    const subjectIndex = await subjectIndexOf(ctx.keys, keys)
    const place = registryPlace(source, subjectIndex)
    const recordEnc = await encryptJson(ctx.keys, place, record, ctx.ids.random(12))
    statements.push(putRegistryRecord({ subjectIndex, source, recordEnc, sourceAt }))
  }
  const written = await ctx.database.write(statements)
  if (!written.ok) return fail({ code: 'stillRunning' })
  return ok({ source, taken: records.length, asOf })
}
