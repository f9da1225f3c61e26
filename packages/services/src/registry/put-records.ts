import {
  canonicalJson,
  type Failure,
  fail,
  holdsRole,
  type Json,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { blindIndex, encryptJson } from '@tongban/privacy'
import { insertRegistryDelivery, putRegistryAsOf, putRegistryRecord, type Statement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { registryPlace, subjectIndexOf } from './subject.ts'

/**
 * Takes records of one registry into this region's database, as a data-sharing service delivers them. A record
 * newer than the one held replaces it, an older one changes nothing, so a delivery may be repeated. Whoever has
 * no record is known to have none as of `asOf`. A register somebody marked as down stays down: a delivery does not make
 * it trustworthy again. Who delivered how much and when is logged
 * in the same batch.
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
  const [byIndex, digest] = await Promise.all([actorIndex(ctx.keys, actor), digestOf(ctx, source, records)])
  const statements: Statement[] = [
    putRegistryAsOf({ source, state: 'available', reason: '', bySubject: actor.subject, asOf, revision: 0 }),
    insertRegistryDelivery({
      source,
      kind: 'records',
      at: latest,
      byIndex,
      count: records.length,
      asOf,
      digest,
      state: null,
      reason: null,
      revision: null,
    }),
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

/** Whoever holds a delivery and the region's key can show that it was this one; nobody can guess at it without. */
async function digestOf(ctx: Context, source: string, records: RegistryDelivery['records']): Promise<string> {
  const text = canonicalJson(records.map(({ keys, record, sourceAt }) => ({ keys, record, sourceAt })))
  return blindIndex(ctx.keys, 'registryDelivery', `${source}|${await sha256Hex(text)}`)
}
