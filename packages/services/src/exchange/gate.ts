/**
 * How the door of the exchange knows partners: it verifies the signatures of their requests and signs the answers to them.
 * Who it is not, and why a signature does not count, is told to nobody in more words than are needed to mend an honest
 * mistake: a region that is no partner, one that is suspended and a key that is not known are answered alike.
 */
import {
  checkBody,
  chooseSuite,
  chooseVersion,
  type HttpSignatureFault,
  type RequestHead,
  SUPPORTED_SUITES,
  signAnswer,
  type VerifiedRequest,
  verifyRequest,
} from '@tongban/exchange/wire'
import { type Clock, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { openDatabase } from '@tongban/store'
import type { RegionEnvironment } from '../region/environment.ts'
import { NOT_CONFIGURED } from './describe.ts'
import type { ExchangeKeys } from './keys.ts'

type Plan = {
  readonly env: RegionEnvironment
  /** Opened with the first request; null where the region has none. */
  readonly keys: () => Promise<ExchangeKeys | null>
  readonly clock: Clock
}

export function partnerGate({ env, keys, clock }: Plan) {
  const { TONGBAN_PUBLIC_ORIGIN: origin } = env
  const region = env.TONGBAN_REGION.slice(0, 6)
  let opening: Promise<ExchangeKeys | null> | undefined
  const ring = async () => {
    opening ??= keys()
    try {
      return await opening
    } catch (thrown) {
      opening = undefined
      throw thrown
    }
  }
  /** The target is the configured origin and the path that was asked for: what stands in `Host` is anybody's word. */
  const headOf = (request: Request): RequestHead => {
    const { pathname, search } = new URL(request.url)
    return {
      method: request.method,
      targetUri: `${origin ?? ''}${pathname}${search}`,
      headers: request.headers,
    }
  }

  return {
    async verify(request: Request): Promise<Result<VerifiedRequest, Failure>> {
      const exchange = await ring()
      if (exchange === null || origin === undefined) return NOT_CONFIGURED
      const { headers } = request
      const version = chooseVersion(new URL(request.url).pathname, headers.get('cx-version'))
      if (!version.ok) return version
      const suite = chooseSuite(headers.get('cx-suite'))
      if (!suite.ok) return suite
      const now = clock.now()
      const database = openDatabase(env.DB)
      const verified = await verifyRequest(headOf(request), {
        region,
        now,
        keysOf: (partner, keyId) => exchange.partners.of(database, partner, now, keyId),
      })
      return verified.ok ? verified : fail(failureOf(verified.failure, now))
    },

    async checkBody(signed: VerifiedRequest, bytes: Uint8Array): Promise<Result<void, Failure>> {
      const checked = await checkBody(signed, bytes)
      return checked.ok ? ok(undefined) : fail(failureOf(checked.failure, clock.now()))
    },

    /** The same answer with its signature; as it is where no key can sign. */
    async sign(request: Request, response: Response): Promise<Response> {
      const now = clock.now()
      const signer = (await ring())?.signer(Math.floor(now / 1000)) ?? null
      if (signer === null || origin === undefined) return response
      const body = new Uint8Array(await response.arrayBuffer())
      const { status, headers } = response
      const { added } = await signAnswer(headOf(request), { status, headers, body }, signer, now)
      const carried = new Headers(headers)
      for (const [name, value] of Object.entries(added)) carried.set(name, value)
      return new Response(body.byteLength === 0 ? null : body, { status, headers: carried })
    },

    /** What a path that leads nowhere is told, where it names a version of the protocol that is not spoken. */
    strange(request: Request): Failure | null {
      const version = chooseVersion(new URL(request.url).pathname, null)
      return version.ok ? null : version.failure
    },
  }
}

function failureOf({ reason }: HttpSignatureFault, now: number): Failure {
  return reason === 'suite'
    ? { code: 'suiteNotSupported', supported: SUPPORTED_SUITES }
    : { code: 'signatureRefused', reason, serverTime: now }
}
