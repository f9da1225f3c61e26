import type { Said } from '@tongban/http'
import * as oauth from 'oauth4webapi'

/**
 * Why a sign-in came to nothing, in words. What the provider says of it is never shown: its texts come by the address of the
 * page, which anybody can write.
 */

type Refusal = { readonly status: 400 | 403 | 503; readonly title: Said; readonly text: Said }

export const REFUSALS = {
  notOffered: {
    status: 400,
    title: { zh: '本地区尚未开通网上登录', en: 'This region has no sign-in at its pages' },
    text: {
      zh: '管理员还没有为页面登记统一身份认证平台。请到政务服务窗口办理，或者拨打 12345。',
      en: 'Its administrator has not registered the pages at an identity provider. Please come to a service window or call 12345.',
    },
  },
  notBegun: {
    status: 400,
    title: { zh: '这次登录已经结束', en: 'This sign-in is over' },
    text: {
      zh: '登录要在十分钟内、在同一个浏览器里完成，并且只能用一次。可能是等得太久、退回了上一页，或者浏览器没有允许本站的 Cookie。请重新登录。',
      en: 'A sign-in has to be finished within ten minutes, in the same browser, and works once. It may have taken too long, you may have gone back, or the browser does not allow this site its cookies. Please sign in again.',
    },
  },
  mismatch: {
    status: 400,
    title: { zh: '登录没有完成', en: 'The sign-in was not completed' },
    text: {
      zh: '返回的结果不是本浏览器发起的这次登录的结果，为了您的安全没有采用。请关闭其他登录页面，重新登录。',
      en: 'What came back does not belong to the sign-in that this browser began, so for your safety it was not used. Close other sign-in pages and sign in again.',
    },
  },
  denied: {
    status: 403,
    title: { zh: '没有登录', en: 'You are not signed in' },
    text: {
      zh: '登录已在统一身份认证平台取消，或者没有同意授权。没有产生任何记录。需要时请重新登录。',
      en: 'The sign-in was cancelled at the identity provider, or consent was not given. Nothing was recorded. Sign in again whenever you need to.',
    },
  },
  used: {
    status: 400,
    title: { zh: '登录凭据已经用过或者过期', en: 'The sign-in was used already or has expired' },
    text: {
      zh: '统一身份认证平台给出的凭据只能用一次，而且很快过期。请重新登录。',
      en: 'What the identity provider gives can be used once, and for a short time. Please sign in again.',
    },
  },
  provider: {
    status: 400,
    title: { zh: '统一身份认证平台没有完成登录', en: 'The identity provider did not complete the sign-in' },
    text: {
      zh: '平台返回了错误。请稍后重新登录；一直如此的，请拨打 12345 并告知请求编号。',
      en: 'It answered with an error. Please try again later; if it stays so, call 12345 and quote the request number.',
    },
  },
  notAdmitted: {
    status: 403,
    title: { zh: '这个账号不能在这里使用', en: 'This account cannot be used here' },
    text: {
      zh: '身份已经确认，但账号里没有本站需要的内容：办事人需要实名信息，工作人员需要本地区的角色、部门和岗位。请在统一身份认证平台完成实名认证，工作人员请联系本单位管理员。',
      en: 'You are who you say, but the account lacks what is needed here: applicants a verified identity, officials a role, department and post of this region. Have your identity verified at the provider; officials ask the administrator of their organ.',
    },
  },
  unreachable: {
    status: 503,
    title: { zh: '统一身份认证平台暂时没有应答', en: 'The identity provider does not answer' },
    text: {
      zh: '现在无法登录，没有产生任何记录。请过几分钟再试，或者到政务服务窗口办理。',
      en: 'Nobody can sign in at this moment, and nothing was recorded. Try again in a few minutes, or come to a service window.',
    },
  },
} as const satisfies Record<string, Refusal>

/** `code` for the log: a word of ours, of the library or of OAuth, and nothing that was sent. */
export type SignInFailure = {
  readonly kind: keyof typeof REFUSALS
  readonly code: string
  /** What the account lacks. */
  readonly need?: string
}

export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable'
}

const MISMATCHES: readonly (string | undefined)[] = [
  oauth.INVALID_RESPONSE,
  oauth.JWT_CLAIM_COMPARISON,
  oauth.JWT_TIMESTAMP_CHECK,
  oauth.JSON_ATTRIBUTE_COMPARISON,
]

/** What a thrown error of the protocol means; one of our own is thrown on. */
export function signInFailureOf(thrown: unknown): SignInFailure {
  if (thrown instanceof ProviderUnreachable) return { kind: 'unreachable', code: 'unreachable' }
  if (thrown instanceof oauth.AuthorizationResponseError) {
    const code = wordOf(thrown.error)
    return { kind: code === 'access_denied' ? 'denied' : 'provider', code }
  }
  if (thrown instanceof oauth.ResponseBodyError) {
    const code = wordOf(thrown.error)
    return { kind: code === 'invalid_grant' ? 'used' : 'provider', code }
  }
  if (thrown instanceof oauth.OperationProcessingError) {
    const { code = 'unnamed' } = thrown
    return { kind: MISMATCHES.includes(code) ? 'mismatch' : 'provider', code }
  }
  if (thrown instanceof oauth.WWWAuthenticateChallengeError) return { kind: 'provider', code: thrown.code }
  if (thrown instanceof oauth.UnsupportedOperationError) return { kind: 'provider', code: thrown.code }
  throw thrown
}

const wordOf = (error: string) => (/^[a-z_]{1,40}$/.test(error) ? error : 'other')
