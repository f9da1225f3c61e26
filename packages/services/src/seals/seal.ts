import type { EpochMs } from '@tongban/kernel'
import type { Delivery } from '../notices/notifier.ts'

/**
 * The port to the region's sealing service 电子印章. It is given the digest of a document's text and which organ's seal is
 * meant, never the text or a person. Sealing comes after the decision and never holds it up; what comes back is stored
 * beside the document. This product makes no seal of its own: whether a seal has the effect of the organ's 印章 rests on
 * the service, which has to be a licensed 电子政务电子认证 institution (商用密码管理条例 30; 行政许可法 32(2), 38).
 */
export type SealOrder = {
  /** The same at every attempt: the service seals once an id. */
  readonly id: string
  readonly documentNumber: string
  readonly kind: string
  /** 统一社会信用代码 of the organ whose seal it is. */
  readonly organ: string
  readonly issuedOn: string
  /** SHA-256 in hexadecimal of the document's text in UTF-8. */
  readonly digest: string
}

export type Seal = {
  /** `bytes`: the seal itself in base64. `reference`: where the service keeps it. */
  readonly form: 'bytes' | 'reference'
  readonly seal: string
  /** SHA-256 in hexadecimal of the seal, or of what the reference leads to. */
  readonly sealDigest: string
  /** The service that sealed, as people know it. */
  readonly sealedBy: string
  readonly sealedAt: EpochMs
}

export type Sealing =
  | { readonly state: 'sealed'; readonly seal: Seal }
  | Exclude<Delivery, { readonly state: 'delivered' }>

export interface Sealer {
  /** Never rejects for a reason outside this program. A reason carries nothing personal. */
  seal(order: SealOrder): Promise<Sealing>
}

/** What a document says of its seal, under the text. */
export const UNSEALED = {
  zh: '印章：未加盖',
  note: '本件未加盖印章。加盖本机关印章或者依法有效的电子印章以前，本件不作为加盖印章的书面凭证。',
} as const
export const SEALED_NOTE =
  '电子印章由上列印章服务加盖。其法律效力以该服务依法取得电子政务电子认证资质为前提，可以凭文书内容摘要向该服务核验。'
