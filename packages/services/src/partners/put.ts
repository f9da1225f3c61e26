import { type PartnerKey, wrongKeyIds } from '@tongban/exchange/wire'
import { canonicalJson, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { insertPartner, type PartnerRow, partnerByRegion, setPartnerChange } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { actsOf, recordAct } from './act.ts'
import { baseUrlErrors } from './base-url.ts'
import { asJson, changeOf, type PartnerChange, partnerOf } from './partner.ts'
import { type PartnerView, partnerView } from './view.ts'
import { mustHold, PROPOSERS } from './who.ts'

/**
 * Registers a partner region, or changes its name, address or keys. Nothing of it holds until a second person has compared
 * the fingerprints with the partner by another way and confirmed them. A key that is pinned stays pinned, so that what was
 * signed with it can be verified; a revoked one is never taken again.
 */
export type PartnerInput = {
  readonly name: { readonly zh: string; readonly en: string }
  /** `https://…/exchange`, without a last slash. */
  readonly baseUrl: string
  readonly keys: readonly PartnerKey[]
}

export async function putPartner(
  ctx: Context,
  region: string,
  input: PartnerInput,
): Promise<Result<PartnerView, Failure>> {
  const may = mustHold(ctx, PROPOSERS)
  if (!may.ok) return may
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  const errors = await errorsOf(ctx, region, input, row)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const change: PartnerChange = { name: input.name, baseUrl: input.baseUrl, keys: input.keys }
  if (row !== undefined && isSame(row, change)) return ok(partnerView(row, acts))
  const now = ctx.clock.now()
  const changeBy = await actorIndex(ctx.keys, ctx.actor)
  const proposed = { change: canonicalJson(asJson(change)), changeBy, updatedAt: now }
  const after: PartnerRow = { ...(row ?? newPartner(region, input)), ...proposed }
  const act = await recordAct(ctx, `partner/${region}`, acts, 'proposed', {
    baseUrl: input.baseUrl,
    keys: input.keys.map(({ kid }) => kid),
  })
  const write = row === undefined ? insertPartner(after) : setPartnerChange({ region, ...proposed })
  const written = await ctx.database.write([act, write])
  return written.ok ? ok(partnerView(after, acts)) : fail({ code: 'stillRunning' })
}

/** Nothing of it holds yet: no key, and an address nothing is sent to. */
const newPartner = (region: string, { name, baseUrl }: PartnerInput): PartnerRow => ({
  region,
  nameZh: name.zh,
  nameEn: name.en,
  baseUrl,
  keys: '[]',
  state: 'proposed',
  change: null,
  changeBy: null,
  suspendedBy: null,
  failures: 0,
  openUntil: null,
  probeBy: null,
  clockOffsetMs: 0,
  lastHeardAt: null,
  updatedAt: 0,
})

/** The same again changes nothing, be it confirmed or still awaiting that. */
function isSame(row: PartnerRow, change: PartnerChange): boolean {
  const text = canonicalJson(asJson(change))
  const awaiting = changeOf(row)
  if (awaiting !== null) return canonicalJson(asJson(awaiting)) === text
  const { name, baseUrl, keys } = partnerOf(row)
  const pinned = keys.filter(({ kid }) => change.keys.some((key) => key.kid === kid))
  return (
    name.zh === change.name.zh &&
    name.en === change.name.en &&
    baseUrl === change.baseUrl &&
    pinned.length === change.keys.length &&
    pinned.every(({ kid, revokedAt }) => revokedAt === null && change.keys.some((key) => key.kid === kid))
  )
}

async function errorsOf(
  ctx: Context,
  region: string,
  { baseUrl, keys }: PartnerInput,
  row: PartnerRow | undefined,
): Promise<readonly FieldError[]> {
  const errors: FieldError[] = []
  const wrong = (pointer: string, zh: string, en: string) => errors.push({ pointer, zh, en })
  if (region === exchangeRegionOf(ctx)) wrong('/params/region', '这是本地区。', 'This is the region itself.')
  errors.push(...baseUrlErrors(baseUrl, ctx.environment))
  for (const kid of await wrongKeyIds(keys))
    wrong(
      `/keys/${keys.findIndex((key) => key.kid === kid)}/kid`,
      '不是该公钥的指纹（RFC 7638）。',
      'Is not the thumbprint of the key (RFC 7638).',
    )
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length)
    wrong('/keys', '同一密钥只列一次。', 'List each key once.')
  if (!keys.some(({ use }) => use === 'sign') || !keys.some(({ use }) => use === 'open'))
    wrong(
      '/keys',
      '至少应有一把签名密钥（sign）和一把加密密钥（open）。',
      'At least one key that signs and one that opens are needed.',
    )
  const before = row === undefined ? [] : partnerOf(row).keys
  for (const [at, key] of keys.entries())
    if (key.revokedAt !== null || before.some(({ kid, revokedAt }) => kid === key.kid && revokedAt !== null))
      wrong(
        `/keys/${at}`,
        '该密钥已作废，不能再登记。请对方生成新的密钥。',
        'This key was revoked and cannot be registered again. Ask the partner for a new one.',
      )
  return errors
}
