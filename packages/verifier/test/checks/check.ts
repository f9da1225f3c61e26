/** One question and its answer, asked the same way in Node, in workerd and in a browser; throws where the answer is wrong. */
import {
  openTrust,
  type StatusShard,
  type Trust,
  type Verdict,
  type VerifyLicence,
  verifyLicence,
} from '../../src/index.ts'
import { NOW, openRegion, type Region, SECONDS } from '../issuer.ts'

export type Check = { readonly question: string; readonly run: (world: World) => Promise<void> }

export type World = {
  readonly region: Region
  readonly partner: Region
  readonly trust: Trust
}

export async function openWorld(): Promise<World> {
  const region = await openRegion('510116', 'https://shuangliu.example.gov.cn')
  const partner = await openRegion('500112', 'https://yubei.example.gov.cn')
  return { region, partner, trust: await openTrust([region.trusted, partner.trusted]) }
}

export function equal(actual: unknown, expected: unknown, what = ''): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (got !== wanted) throw new Error(`${what} expected ${wanted}, got ${got}`)
}

/** Every place valid, as it was ten seconds ago. */
export const allValid = (uri: string): StatusShard => ({
  uri,
  asOf: NOW - 10_000,
  exp: SECONDS + 86_400,
  ttl: 60,
  bits: 2,
  bytes: new Uint8Array(32_768),
})

export function verify(
  { trust }: World,
  credential: string,
  more: Partial<VerifyLicence> = {},
): Promise<Verdict> {
  return verifyLicence({ credential, trust, now: NOW, statusOf: allValid, ...more })
}

/** Refused, for exactly this reason and with nothing told of the holder. */
export function refusedFor(verdict: Verdict, code: string, state: Verdict['state'] = 'invalid'): void {
  equal([verdict.valid, verdict.state, verdict.reasons.map((reason) => reason.code)], [false, state, [code]])
  equal([verdict.licence, verdict.claims], [null, {}], code)
}
