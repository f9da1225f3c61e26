import { type Authenticate, createAuthenticate, tokenEndsAt } from '@tongban/http'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { SignedIn } from '@tongban/services'
import type { PagesEnvironment } from '../environment.ts'
import type { Visit } from '../visit.ts'
import type { SignInFailure } from './failure.ts'

/**
 * Which of the provider's tokens the pages hand on to the API: the first that the API's own check takes. An access token for
 * another API, or one that is no JWT, is passed over; the ID token then does if its audience is this deployment's. Who it
 * speaks of, and with which roles, is said by the same claims as anywhere (TONGBAN_OIDC_CLAIMS).
 */

const checks = new WeakMap<PagesEnvironment, Authenticate>()

export function checkOf({ env, desk }: Visit): Authenticate {
  const known = checks.get(env) ?? createAuthenticate(env, desk.clock)
  checks.set(env, known)
  return known
}

/** `subject`: of whom the ID token speaks, which was asked for by this sign-in; the bearer has to speak of the same. */
export async function bearerOf(
  v: Visit,
  tokens: readonly string[],
  subject: string,
): Promise<Result<SignedIn, SignInFailure>> {
  const failures: Failure[] = []
  for (const token of tokens) {
    const actor = await checkOf(v)(`Bearer ${token}`)
    if (!actor.ok) {
      failures.push(actor.failure)
      continue
    }
    const { value } = actor
    if (value.kind !== 'applicant' && value.kind !== 'official')
      throw new Error(`a token speaks of ${value.kind}`)
    if (value.subject !== subject) return fail({ kind: 'mismatch', code: 'anotherSubject' })
    return ok({ actor: value, token, tokenEndsAt: tokenEndsAt(token) })
  }
  return fail(tellingOf(failures))
}

function tellingOf(failures: readonly Failure[]): SignInFailure {
  for (const failure of failures) {
    if (failure.code === 'notAllowed') return { kind: 'notAdmitted', code: failure.code, need: failure.need }
    if (failure.code === 'unavailable') return { kind: 'unreachable', code: 'keys' }
  }
  const reasons = failures.map((failure) => ('reason' in failure ? String(failure.reason) : failure.code))
  return { kind: 'provider', code: `noToken.${reasons.join('.')}` }
}
