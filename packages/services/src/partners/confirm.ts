import type { PartnerKey } from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { confirmPartner as confirm, partnerByRegion } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { actsOf, recordAct } from './act.ts'
import { changeOf, keysText, keysToKeep, partnerOf } from './partner.ts'
import { nothingToConfirm } from './refusals.ts'
import { type PartnerView, partnerView } from './view.ts'
import { CONFIRMERS, mustHold } from './who.ts'

/**
 * A second person confirms what was proposed of a partner, and says which key ids were compared with it by another way: all
 * of them, or nothing is confirmed. A suspended partner stays suspended.
 */
export async function confirmPartner(
  ctx: Context,
  region: string,
  compared: readonly string[],
): Promise<Result<PartnerView, Failure>> {
  const may = mustHold(ctx, CONFIRMERS)
  if (!may.ok) return may
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  const change = changeOf(row)
  const before = partnerOf(row)
  if (change === null) {
    // The same confirmation again.
    const pinned = new Set(before.keys.map(({ kid }) => kid))
    return compared.every((kid) => pinned.has(kid))
      ? ok(partnerView(row, acts))
      : fail(nothingToConfirm(region))
  }
  if ((await actorIndex(ctx.keys, ctx.actor)) === row.changeBy)
    return fail({ code: 'secondPersonNeeded', step: 'confirmPartner' })
  const proposed = change.keys.map(({ kid }) => kid)
  if (compared.length !== proposed.length || proposed.some((kid) => !compared.includes(kid)))
    return fail({ code: 'invalidInput', errors: [NOT_COMPARED] })
  const now = ctx.clock.now()
  const after = {
    nameZh: change.name.zh,
    nameEn: change.name.en,
    baseUrl: change.baseUrl,
    keys: keysText(withKept(before.keys, change.keys, Math.floor(now / 1000))),
    state: before.state === 'suspended' ? 'suspended' : 'active',
    updatedAt: now,
  }
  const written = await ctx.database.write([
    await recordAct(ctx, `partner/${region}`, acts, 'confirmed', { keys: proposed }),
    confirm({ region, ...after }),
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  return ok(partnerView({ ...row, ...after, change: null, changeBy: null }, acts))
}

/** A pinned key stays; told anew, its term may be another. */
function withKept(
  before: readonly PartnerKey[],
  told: readonly PartnerKey[],
  now: number,
): readonly PartnerKey[] {
  const all = [...before.filter(({ kid }) => !told.some((key) => key.kid === kid)), ...told]
  // What people have compared is kept, however many there are.
  return keysToKeep(all, now) ?? all
}

const NOT_COMPARED = {
  pointer: '/compared',
  zh: '应列出待确认的全部密钥编号，一个不多一个不少。请逐一核对指纹后填写。',
  en: 'List every key id that awaits confirmation and no other, having compared the fingerprint of each.',
}
