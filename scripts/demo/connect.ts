import * as z from 'zod'
import { call, mustCall } from '../region/call.ts'
import { publicExchangeKeys } from '../region/exchange-keys.ts'
import { placesOf } from '../region/places.ts'
import { originOf, REGIONS, type Region } from '../region/regions.ts'
import { openSecrets } from '../region/secrets.ts'
import type { Serving } from '../region/serve.ts'
import { say } from '../say.ts'
import { todayInShanghai } from '../seed/day.ts'
import { signToken } from '../token/sign.ts'
import { agreementId, demonstrationAgreement } from './agreement.ts'
import { officialsOf } from './officials.ts'

/**
 * Makes the two regions of the demonstration partners 川渝通办, through their doors as two administrations would: each
 * registers the other with compared keys, the first proposes the agreement, the other signs it. A region that runs alone does
 * its part and goes on trying until the other runs too. What is agreed already stays as it is.
 */
const AGAIN_MS = 10_000

/** Returns how to stop trying. */
export async function keepConnected(serving: readonly Serving[]): Promise<() => void> {
  const regions = REGIONS.map(
    (region) => serving.find((one) => one.region.code === region.code)?.region ?? region,
  )
  for (const one of serving) await registerOthers(one, regions, serving)
  if (await isConnected(serving, regions)) {
    tellConnected(regions)
    return () => undefined
  }
  const away = regions.filter(({ code }) => !serving.some(({ region }) => region.code === code))
  say(
    `跨域通办：地区 ${codes(away.length === 0 ? regions : away)} 尚未接通，运行后自动签署协议。`,
    `Exchange: region ${codes(away.length === 0 ? regions : away)} is not connected yet; the agreement is signed when it runs.`,
  )
  return retry(serving, regions)
}

const codes = (regions: readonly Region[]) => regions.map(({ code }) => code).join('、')

const tellConnected = (regions: readonly Region[]) =>
  say(
    `跨域通办：地区 ${codes(regions)} 已签署协议，互为收件地、办理地。`,
    `Exchange: regions ${codes(regions)} have signed their agreement; each takes in for the other.`,
  )

function retry(serving: readonly Serving[], regions: readonly Region[]): () => void {
  let timer: NodeJS.Timeout
  let stopped = false
  const again = async () => {
    try {
      if (await isConnected(serving, regions)) return tellConnected(regions)
    } catch (thrown) {
      // A region that is being stopped answers nothing; anything else is told by the region's own log.
      if (!(thrown instanceof Error)) throw thrown
    }
    if (!stopped) timer = setTimeout(again, AGAIN_MS)
  }
  timer = setTimeout(again, AGAIN_MS)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

type People = { readonly admin: string; readonly governmentHead: string }

async function peopleOf({ region, secrets, aheadMs }: Serving): Promise<People> {
  const { admin, governmentHead } = officialsOf(region.code)
  const now = Date.now() + aheadMs
  return {
    admin: await signToken(region.code, secrets, admin, now),
    governmentHead: await signToken(region.code, secrets, governmentHead, now),
  }
}

const partnerSchema = z.looseObject({ change: z.unknown() })

/** The keys of both are made before either starts, so that their fingerprints need no telephone here. */
async function registerOthers(
  serving: Serving,
  regions: readonly Region[],
  all: readonly Serving[],
): Promise<void> {
  const { admin, governmentHead } = await peopleOf(serving)
  for (const other of regions.filter(({ code }) => code !== serving.region.code)) {
    const served = all.find(({ region }) => region.code === other.code)
    const { exchangeKeys } = served?.secrets ?? (await openSecrets(other.code, placesOf(other.code)))
    const keys = await publicExchangeKeys(exchangeKeys)
    const path = `/exchange/v1/partners/${other.code}`
    const put = await mustCall(serving.region, 'PUT', path, admin, {
      name: { zh: other.zh, en: other.en },
      baseUrl: `${originOf(other)}/exchange`,
      keys,
    })
    if (partnerSchema.parse(put).change === null) continue
    await mustCall(serving.region, 'POST', `${path}/confirm`, governmentHead, {
      compared: keys.map(({ kid }) => kid),
    })
  }
}

/** Does what can be done now; answers whether the agreement is settled in every region that is served here. */
async function isConnected(serving: readonly Serving[], regions: readonly Region[]): Promise<boolean> {
  const [first, second] = regions
  if (first === undefined || second === undefined) return true
  const id = agreementId(first.code, second.code)
  const served = (region: Region) => serving.find((one) => one.region.code === region.code)
  const [proposer, signer] = [served(first), served(second)]
  if (proposer !== undefined) await proposeOnce(proposer, second, id)
  if (signer !== undefined) await signOnce(signer, id)
  const states = await Promise.all(serving.map(async (one) => (await standingOf(one, id))?.state))
  return states.every((state) => state !== undefined && !OPEN.includes(state))
}

const OPEN: readonly string[] = ['draft', 'proposedHere', 'proposedThere']

const versionSchema = z.looseObject({ state: z.string(), digest: z.string() })
const historySchema = z.looseObject({ versions: z.array(versionSchema).min(1) })

/** The newest version; undefined where the region knows of none. */
async function standingOf(serving: Serving, id: string): Promise<z.infer<typeof versionSchema> | undefined> {
  const { admin } = await peopleOf(serving)
  const { status, body } = await call(serving.region, 'GET', `/exchange/v1/agreements/${id}`, admin)
  return status === 200 ? historySchema.parse(body).versions.at(-1) : undefined
}

/** Proposed once and told again until it has arrived; what became of it later is the region's own affair. */
async function proposeOnce(serving: Serving, partner: Region, id: string): Promise<void> {
  const { region } = serving
  const { admin, governmentHead } = await peopleOf(serving)
  const path = `/exchange/v1/agreements/${id}`
  const today = todayInShanghai(Date.now() + serving.aheadMs)
  const before = await standingOf(serving, id)
  const version =
    before ??
    versionSchema.parse(
      await mustCall(
        region,
        'POST',
        '/exchange/v1/agreements',
        admin,
        demonstrationAgreement(region.code, partner.code, today),
      ),
    )
  if (version.state === 'draft')
    await mustCall(region, 'POST', `${path}/confirm`, governmentHead, { digest: version.digest })
  if (version.state === 'draft' || version.state === 'proposedHere')
    await mustCall(region, 'POST', `${path}/send`, admin)
}

async function signOnce(serving: Serving, id: string): Promise<void> {
  const version = await standingOf(serving, id)
  if (version?.state !== 'proposedThere') return
  const { admin, governmentHead } = await peopleOf(serving)
  const path = `/exchange/v1/agreements/${id}`
  await mustCall(serving.region, 'POST', `${path}/countersign`, admin)
  await mustCall(serving.region, 'POST', `${path}/confirm`, governmentHead, { digest: version.digest })
  // So that the other side has it before this returns.
  await mustCall(serving.region, 'POST', `${path}/send`, admin)
}
