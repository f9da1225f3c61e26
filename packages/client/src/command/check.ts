/**
 * One run's verifications. Here, with the trust and the lists at hand, by the very function the region's own endpoint
 * calls; or there, asked of a region: where a person says so, and for one-time codes, which only it can tell.
 */
import { readPaper, type Verdict, verifyLicence, verifyPaper } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import { RequestFailed } from '../request.ts'
import {
  type Shown as Asked,
  BATCH_LIMIT,
  type Question,
  verifyBatch,
  verifyOnline,
} from '../verify-online.ts'
import { loadTrust } from './bundles.ts'
import { heldAgainst } from './file-says.ts'
import type { Input, Shown } from './inputs.ts'
import type { Io } from './io.ts'
import type { Keep } from './keep.ts'
import { openLists } from './lists.ts'
import { faultOf } from './one-input.ts'
import { Trouble, type VerifyOptions } from './options.ts'

export type Outcome = { readonly name: string; readonly found: Verdict | Trouble }

/** All inputs in their order; `done` is told how many are. */
export async function checkAll(
  inputs: readonly Input[],
  options: VerifyOptions,
  keep: Keep,
  io: Io,
  done: (count: number) => void,
): Promise<readonly Outcome[]> {
  const needsTrust = inputs.some(({ shown }) => !(shown instanceof Trouble) && shown.kind !== 'code')
  const outcomes =
    options.ask === undefined ? await checkHere(options, keep, io, needsTrust) : askRegion(options.ask, io)
  const found: Outcome[] = []
  for (let at = 0; at < inputs.length; at += BATCH_LIMIT) {
    for await (const outcome of outcomes(inputs.slice(at, at + BATCH_LIMIT))) {
      found.push(outcome)
      done(found.length)
    }
  }
  return found
}

type Check = (inputs: readonly Input[]) => AsyncIterable<Outcome>

async function checkHere(options: VerifyOptions, keep: Keep, io: Io, needsTrust: boolean): Promise<Check> {
  const now = options.at ?? io.now()
  // A bundle and a list speak of the time they were made; one may ask about earlier, never of later.
  const readAt = Math.max(now, io.now())
  const trusts = needsTrust ? await loadTrust(options, keep, io, readAt) : []
  const lists = await openLists(options, keep, io, readAt)

  async function verify(shown: Shown): Promise<Verdict> {
    if (shown.kind === 'code') return redeem(shown, options, keep, io)
    let verdict: Verdict | undefined
    // A trust holds one issuer: whoever does not know the issuer passes the question on.
    for (const trusted of trusts) {
      const given = { trust: trusted.trust, now, statusOf: lists.statusOf(trusted), sm2: verifySm2 }
      verdict =
        shown.kind === 'paper'
          ? await verifyPaper({ text: shown.text, ...given })
          : await verifyLicence({ credential: shown.credential, signatures: shown.signatures, ...given })
      if (!verdict.reasons.some(({ code }) => code === 'issuer:unknown')) break
    }
    if (verdict === undefined) throw new Trouble('信任名单是空的。', 'The trust bundle is empty.')
    return shown.kind === 'credential' && shown.says !== undefined
      ? heldAgainst(verdict, shown.says, onPaper)
      : verdict
  }

  async function onPaper(text: string): Promise<string | null | undefined> {
    const { licence, state } = await verify({ kind: 'paper', text })
    if (licence !== null) return licence.identifier
    return state === 'unknown' ? undefined : null
  }

  return async function* (inputs) {
    for (const { name, shown } of inputs) yield { name, found: await orTrouble(shown, verify) }
  }
}

/**
 * A code is asked of a region the person has pinned or named: the address in a code may be anybody's. An app's key goes
 * to the region that was named, or to the only one there is: it is nobody else's business.
 */
async function redeem(
  { code, origin }: Extract<Shown, { kind: 'code' }>,
  { offline }: VerifyOptions,
  keep: Keep,
  io: Io,
): Promise<Verdict> {
  if (offline) throw new Trouble('亮证码须联网核验。', 'A one-time code can only be verified online.')
  const known = Object.keys(await keep.pins()).map((issuer) => new URL(issuer).origin)
  const [only, ...others] = known
  const asked = origin ?? (others.length === 0 ? only : undefined)
  if (asked === undefined || !known.includes(asked))
    throw new Trouble(
      `不知道向哪里核验${origin === undefined ? '' : `：${origin} 不在已固定的地区之中`}。请用 --ask <网址> 指明，或先运行 tongban trust fetch。`,
      `It is not known whom to ask${origin === undefined ? '' : `: ${origin} is none of the regions that are pinned`}. Name the region by --ask <origin>, or run tongban trust fetch first.`,
    )
  const options = requestOptions(io)
  if ('apiKey' in options && others.length > 0)
    throw new Trouble(
      '固定的地区不止一个，不知道 TONGBAN_API_KEY 是哪个地区的密钥。请用 --ask <网址> 指明。',
      'Several regions are pinned, and it is not known whose key TONGBAN_API_KEY is. Name the region by --ask <origin>.',
    )
  return verifyOnline(asked, { code }, options)
}

/** What proves itself is asked together; each code by itself. */
function askRegion(origin: string, io: Io): Check {
  const options = requestOptions(io)
  return async function* (inputs) {
    const together = inputs.flatMap(({ shown }) => provesItself(shown) ?? [])
    const [first, ...more] = together
    const left =
      first === undefined
        ? []
        : more.length === 0
          ? [await orTrouble(first, (one) => verifyOnline(origin, one, options))]
          : [...(await askTogether(origin, together, options))]
    // Of the paper code the region tells; what is left is a comparison of words.
    const onPaper = (text: string) => Promise.resolve(readPaper(text)?.record.identifier ?? null)
    for (const { name, shown } of inputs) {
      const found =
        provesItself(shown) === undefined
          ? await orTrouble(shown, (code) => verifyOnline(origin, questionOf(code), options))
          : left.shift()
      if (found === undefined) throw new Error('fewer answers than questions')
      const says = shown instanceof Trouble || shown.kind !== 'credential' ? undefined : shown.says
      const isTold = found instanceof Trouble || says === undefined
      const compare = (verdict: Verdict) => (isTold ? found : heldAgainst(verdict, says, onPaper))
      yield { name, found: await orTrouble(found, async (verdict) => compare(verdict)) }
    }
  }
}

/** A region refuses a batch whole for one question it cannot take: halved until that one stands alone. */
async function askTogether(
  origin: string,
  shown: readonly Asked[],
  options: ReturnType<typeof requestOptions>,
): Promise<readonly (Verdict | Trouble)[]> {
  try {
    return await verifyBatch(origin, shown, options)
  } catch (thrown) {
    const isOfOne = thrown instanceof RequestFailed && CANNOT_TAKE.includes(thrown.status)
    if (!isOfOne || shown.length === 1) return shown.map(() => faultOf(thrown))
    const half = Math.ceil(shown.length / 2)
    return [
      ...(await askTogether(origin, shown.slice(0, half), options)),
      ...(await askTogether(origin, shown.slice(half), options)),
    ]
  }
}

const CANNOT_TAKE: readonly number[] = [400, 413, 422]

function provesItself(shown: Shown | Trouble): Asked | undefined {
  if (shown instanceof Trouble) return undefined
  const question = questionOf(shown)
  return 'code' in question ? undefined : question
}

function questionOf(shown: Shown): Question {
  if (shown.kind === 'code') return { code: shown.code }
  if (shown.kind === 'paper') return { paper: shown.text }
  const { credential, signatures, says } = shown
  return {
    credential,
    ...(signatures.length === 0 ? {} : { signatures }),
    // With its format a file is taken whole, and its paper code verified there.
    ...(says?.format === 'tongban-licence/1' && typeof says.paper === 'string'
      ? { format: says.format, paper: says.paper }
      : {}),
  }
}

function requestOptions({ fetch, environment }: Io) {
  // As it was handed out: with the name of the scheme, or without.
  const apiKey = environment.TONGBAN_API_KEY?.replace(/^ApiKey /, '').trim()
  return { fetch, ...(apiKey ? { apiKey } : {}) }
}

/** Whatever goes wrong with one is the outcome of that one. */
async function orTrouble<Given, T>(
  given: Given | Trouble,
  work: (given: Given) => Promise<T>,
): Promise<T | Trouble> {
  if (given instanceof Trouble) return given
  try {
    return await work(given)
  } catch (thrown) {
    return faultOf(thrown)
  }
}
