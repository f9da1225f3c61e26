import type { PartnerKey } from '@tongban/exchange/wire'
import {
  allPartners,
  longWaiting,
  partnersWithoutKeys,
  resolveAlarmsBut,
  resolveTakenIn,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { endingKeys } from '../partners/keys-untold.ts'
import { storedKeys } from '../partners/partner.ts'
import { type AlarmKind, raiseAlarm } from './alarms.ts'
import { exchangeRegionOf } from './seal.ts'

/**
 * What nobody's attempt would raise: messages that wait behind a line that is open or a partner that is suspended, and keys
 * about to end. What is raised here ends here, once its cause is gone; so does what was said of a message taken in since.
 */
const LONG_WAIT_MS = 4 * 3_600_000
const BY = 'exchange'

/** By time: whether anything was tried is no matter to whoever waits. */
export async function watchLines(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([longWaiting({ before: now - LONG_WAIT_MS })])
  await ctx.database.write([
    ...rows.map(({ partner, messages, since }) =>
      raiseAlarm({ kind: 'lineDown', partner, subject: 'line', facts: { messages, since } }, now),
    ),
    endOthers(
      'lineDown',
      rows.map(({ partner }) => `${partner}/line`),
      now,
    ),
    resolveTakenIn({ now, by: BY }),
  ])
}

const endOthers = (kind: AlarmKind, keep: readonly string[], now: number) =>
  resolveAlarmsBut({ kind, keep: JSON.stringify(keep), now, by: BY })

const SOON_SECONDS = 30 * 86_400

/** Keys of this region and of its partners that end soon, and nothing comes after them. */
export async function watchKeys(ctx: Context): Promise<void> {
  const { exchange } = ctx
  if (exchange === null) return
  const now = ctx.clock.now()
  const [partners] = await ctx.database.read([allPartners({})])
  const held = [
    { region: exchangeRegionOf(ctx), keys: exchange.published },
    ...partners
      .filter(({ state }) => state === 'active')
      .map(({ region, keys }) => ({ region, keys: storedKeys(keys) ?? [] })),
  ]
  const ending = held.flatMap(({ region, keys }) =>
    endingSoon(keys, Math.floor(now / 1000)).map((key) => ({ region, key })),
  )
  await watchUntold(ctx, exchange.published)
  await ctx.database.write([
    ...ending.map(({ region, key }) =>
      raiseAlarm(
        {
          kind: 'keyExpiring',
          partner: region,
          subject: key.kid,
          facts: { use: key.use, office: officeOf(key), until: key.until },
        },
        now,
      ),
    ),
    endOthers(
      'keyExpiring',
      ending.map(({ region, key }) => `${region}/${key.kid}`),
      now,
    ),
  ])
}

/** Partners that have not taken what comes after a key of this region that ends soon, or is held for them. */
async function watchUntold(ctx: Context, published: readonly PartnerKey[]): Promise<void> {
  const now = ctx.clock.now()
  const endings = endingKeys(published, Math.floor(now / 1000))
  const unaware = await Promise.all(
    endings.map(async ({ kid, until, successors }) => {
      const [rows] = await ctx.database.read([partnersWithoutKeys({ keys: JSON.stringify(successors) })])
      return rows.map(({ region }) => ({ region, kid, until, successors }))
    }),
  )
  const untold = unaware.flat()
  await ctx.database.write([
    ...untold.map(({ region, kid, until, successors }) =>
      raiseAlarm({ kind: 'keysUntold', partner: region, subject: kid, facts: { until, successors } }, now),
    ),
    endOthers(
      'keysUntold',
      untold.map(({ region, kid }) => `${region}/${kid}`),
      now,
    ),
  ])
}

/** In force, over within thirty days, and no other of its kind in force when it ends. `at` in epoch seconds. */
export const endingSoon = (keys: readonly PartnerKey[], at: number): readonly PartnerKey[] =>
  keys.filter((key) => {
    const { until } = key
    if (until === null || until <= at || until > at + SOON_SECONDS || isRevoked(key, at)) return false
    return !keys.some(
      (other) =>
        other.kid !== key.kid &&
        other.use === key.use &&
        officeOf(other) === officeOf(key) &&
        other.from <= until &&
        (other.until === null || other.until > until) &&
        !isRevoked(other, at),
    )
  })

const officeOf = (key: PartnerKey): string | null => (key.use === 'open' ? key.office : null)
const isRevoked = ({ revokedAt }: PartnerKey, at: number): boolean => revokedAt !== null && revokedAt <= at
