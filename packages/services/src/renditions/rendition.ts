import type { EpochMs, Json } from '@tongban/kernel'
import type { Rendition, Text } from '@tongban/verifier'
import type { Delivery } from '../notices/notifier.ts'

/**
 * The port to the region's service for sealed fixed-layout files 版式文件 of licences (OFD, GB/T 33190; PDF). It is given what
 * a licence says, makes the file, seals it and keeps it; here stay only where it is and its digest. The file comes after
 * the decision and never holds it up. The credential alone says whether the licence holds: a file is one more way to see
 * it. Whether its seal has the effect of the organ's 印章 rests on the service (商用密码管理条例 30).
 */
export type RenditionOrder = {
  /** 电子证照标识 (GB/T 36904), each version its own: the service makes the files of one once. */
  readonly identifier: string
  readonly type: string
  readonly typeVersion: number
  readonly typeCode: string
  readonly typeName: Text
  readonly issuingAuthority: string
  /** 统一社会信用代码 of the organ whose licence and seal it is. */
  readonly issuingAuthorityCode: string
  readonly issuedAt: EpochMs
  readonly validFrom: string
  /** Last day it holds; null: without an end. */
  readonly validUntil: string | null
  readonly claims: Readonly<Record<string, Json>>
  /** Text of the QR code to be printed on it; null where its type has none. */
  readonly paper: string | null
  /** 演示数据，不具效力: the file has to say so on its face. */
  readonly demonstration: boolean
}

/** One file, as the service answers it and as it is kept. */
export type MadeRendition = Rendition & {
  readonly mediaType: string
  /** The service that sealed, as people know it. */
  readonly sealedBy: string
  readonly sealedAt: EpochMs
}

export type Making =
  | { readonly state: 'made'; readonly renditions: readonly MadeRendition[] }
  | Exclude<Delivery, { readonly state: 'delivered' }>

export interface RenditionMaker {
  /** Never rejects for a reason outside this program. A reason carries nothing personal. */
  make(order: RenditionOrder): Promise<Making>
}
