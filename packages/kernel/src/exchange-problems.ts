/** Texts of problems between regions: a signature that does not count, a version or a suite that is not spoken. */
import type { SignatureRefusal } from './failure.ts'
import { type Problem, problem } from './problem-words.ts'

/** What is wrong with a signature, and what to do about it. */
const SIGNATURE_WORDS: Readonly<Record<SignatureRefusal, readonly [zh: string, en: string]>> = {
  missing: [
    '请求没有标签为 cx 的签名。请按 RFC 9421 签名后重新发送。',
    'The request carries no signature labelled cx. Sign it by RFC 9421 and send it again.',
  ],
  malformed: [
    '签名的请求头格式不正确。请按 RFC 9421 和 RFC 9651 检查 Signature 和 Signature-Input。',
    'The signature headers are not in their form. Check Signature and Signature-Input by RFC 9421 and RFC 9651.',
  ],
  tooMany: [
    '请求携带的签名过多。请只保留标签为 cx 的签名。',
    'The request carries too many signatures. Keep the one labelled cx.',
  ],
  incomplete: [
    '签名没有覆盖全部规定的内容，或者缺少规定的参数。请对照协议说明补齐后重新签名。',
    'The signature does not cover all it must, or lacks a parameter. Compare it with the protocol, and sign again.',
  ],
  algorithm: [
    '签名算法应为 ed25519。请更换后重新签名。',
    'The algorithm must be ed25519. Sign again with it.',
  ],
  suite: ['不支持该签名所属的算法套件。', 'The suite of this signature is not spoken here.'],
  stale: [
    '签名时间不在允许范围内（过去 300 秒至将来 60 秒）或者已失效。请按 serverTime 校准时钟后重新签名。',
    'The signature was not made within the last 300 seconds or the next 60, or has run out. Set the clock by serverTime and sign again.',
  ],
  recipient: [
    '请求不是发给本地区的（cx-to）。请核对地址和 cx-to。',
    'The request is for another region (cx-to). Check the address and cx-to.',
  ],
  key: [
    '签名所用的密钥不是本地区登记的协同地区现行有效的密钥。请与本地区管理员核对密钥指纹和有效期。',
    'The key is not one in force of a partner registered here. Compare its thumbprint and term with the administrator of this region.',
  ],
  digest: [
    '请求正文与签名覆盖的 Content-Digest 不一致。请重新计算后签名。',
    'The body is not the one of the signed Content-Digest. Compute it anew and sign again.',
  ],
  replayed: [
    '该签名的 nonce 已经使用过，请求只受理一次。请换用新的 nonce 重新签名；已收存的消息会再次得到回执。',
    'The nonce of this signature was used before; a request is taken once. Sign again with a new one: what is stored is receipted again.',
  ],
  signature: [
    '签名与请求不符。请核对签名依据（方法、目标地址和各请求头）后重新签名。',
    'The signature does not fit the request. Check what it is made of (method, target and headers) and sign again.',
  ],
}

/** All of them, for the pages that name them. */
export const SIGNATURE_REFUSALS: readonly string[] = Object.keys(SIGNATURE_WORDS)

export function signatureRefused(reason: SignatureRefusal): Problem {
  const [zh, en] = SIGNATURE_WORDS[reason]
  return problem(
    401,
    '请求签名无效',
    `${zh}本次未予处理，未保存任何内容。`,
    'The signature of the request does not count',
    `${en} Nothing was handled or stored.`,
  )
}

export const versionNotSupported = (supported: readonly string[]): Problem =>
  problem(
    400,
    '不支持该协议版本',
    `本地区不支持所请求的跨域通办协议版本；支持的版本：${supported.join('、')}。请改用其中之一，见 /exchange/.well-known/cx。`,
    'This version of the protocol is not spoken here',
    `This region speaks these versions of the protocol: ${supported.join(', ')}. Use one of them; see /exchange/.well-known/cx.`,
  )

export const suiteNotSupported = (supported: readonly string[]): Problem =>
  problem(
    400,
    '不支持该密码算法套件',
    `本地区不支持所请求的密码算法套件；支持的套件：${supported.join('、')}。请改用其中之一，见 /exchange/.well-known/cx。`,
    'This suite of algorithms is not spoken here',
    `This region speaks these suites: ${supported.join(', ')}. Use one of them; see /exchange/.well-known/cx.`,
  )

export const noAgreement = (): Problem =>
  problem(
    403,
    '两地之间没有生效的协议',
    '请求签名有效，但两地之间没有生效的协同协议，本次未予处理，未保存任何内容。请先由双方管理员提出并签署协议。',
    'No agreement in force',
    'The signature holds, but no agreement between the two regions is in force; nothing was handled or stored. Have the administrators of both propose and countersign one first.',
  )
