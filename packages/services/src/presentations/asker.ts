import { type Failure, fail, type Official, ok, type Result } from '@tongban/kernel'
import { type Asker, hashCode, parseCode, readAsker, signAsker } from '@tongban/licences'
import { apiKeyById } from '@tongban/store'
import type { Text, TrustedRegion } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { type Issuer, secondsOf } from '../licences/issuer.ts'
import type { Use, User } from '../licences/uses.ts'

/**
 * Who uses a licence in another region than the one that issued it: what this region tells of its own people when it
 * redeems a code of a partner, and what it writes down of those of a partner that redeems one here 用证记录 (个人信息保护法 44). The
 * partner answers for what it says; that it is the partner who says so is proved by its signature.
 */
export const codeHashOf = (code: string): Promise<string> => hashCode(parseCode(code) ?? '')

/** What the partner is told; undefined while this region has no key in force that speaks for it. */
export async function askerFor(
  ctx: Context,
  { iss, keys }: Pick<Issuer, 'iss' | 'keys'>,
  partner: Pick<TrustedRegion, 'issuer'>,
  code: string,
  { purpose, caseNumber, post }: Use,
): Promise<string | undefined> {
  const iat = secondsOf(ctx.clock.now())
  const [signer] = keys.signersOf('bundle', iat)
  if (signer === undefined) return undefined
  const asker: Asker = { kind: kindOf(ctx), name: await nameOf(ctx), post, purpose, caseNumber }
  return signAsker({ iss, aud: partner.issuer, iat, code: await codeHashOf(code), asker }, signer)
}

function kindOf({ actor: { kind } }: Pick<Context, 'actor'>): Asker['kind'] {
  return kind === 'official' || kind === 'app' || kind === 'applicant' ? kind : 'nobody'
}

async function nameOf({ actor, region, database }: Context): Promise<Text | null> {
  if (actor.kind === 'official') return departmentOf(region, actor)
  if (actor.kind !== 'app') return null
  const [[app]] = await database.read([apiKeyById({ keyId: actor.subject })])
  return app === undefined ? null : { zh: app.name, en: app.name }
}

function departmentOf({ departments }: Context['region'], { department }: Official): Text | null {
  const found = departments.find(({ code }) => code === department)
  return found === undefined ? null : { zh: found.name.zh, en: found.name.en }
}

/** Who asks by what a partner states, as its use is recorded here. */
export async function askedBy(
  ctx: Pick<Context, 'clock' | 'ids' | 'log'>,
  { iss, trust }: Issuer,
  codeHash: string,
  token: string,
): Promise<Result<{ readonly user: User; readonly use: Use }, Failure>> {
  const read = await readAsker(token, { trust, iss, codeHash, now: ctx.clock.now(), sm2: verifySm2 })
  if (!read.ok) {
    ctx.log('askerRefused', { reason: read.failure.reason })
    return fail({ code: 'invalidInput', errors: [REFUSED] })
  }
  const { region, kind, name, post, purpose, caseNumber } = read.value
  const subject = JSON.stringify({ region, kind, name } satisfies PartnerUser)
  const user = { useId: ctx.ids.uuid(), actorKind: 'partner', actorSubject: subject, department: null }
  return ok({ user, use: { purpose, caseNumber, roles: null, post } })
}

const REFUSED = {
  pointer: '/asker',
  zh: '代为核销的说明不是由互认地区用有效的密钥为这个亮证码签名的，没有核销。请核对本机时钟，并把本地区 bundle 用途的公钥提供给对方。',
  en: 'What is said of who asks is not signed for this very code by a key in force of a region that is trusted here, so nothing was redeemed. Check the clock, and give this region the public key of use bundle.',
}

const partnerUserSchema = z.object({
  region: z.string(),
  kind: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }).nullable(),
})
export type PartnerUser = z.infer<typeof partnerUserSchema>

/** As it was recorded. */
export const readPartnerUser = (subject: string): PartnerUser => partnerUserSchema.parse(JSON.parse(subject))
