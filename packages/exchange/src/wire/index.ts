export {
  type AgreementStatement,
  readAgreementStatement,
  type StatementFault,
  signAgreement,
} from './agreement-signature.ts'
export * from './answer.ts'
export { isCanonicalBase64url, isCanonicalToken } from './base64url.ts'
export { contentDigestOf, matchesContentDigest } from './content-digest.ts'
export { type Attachment, DATA, deadlineSchema, type MessageData } from './data.ts'
export {
  checkDeliveryProof,
  type DeliveryProof,
  deliveryProofSchema,
} from './delivery-proof.ts'
export * from './digest.ts'
export { mayTell, messageSchema, receivingRegionOf } from './envelope.ts'
export {
  type ExchangeKeys,
  type ExchangeKeysFault,
  openExchangeKeys,
  type SigningKey,
} from './key-ring.ts'
export {
  isInForce,
  keptKeysSchema,
  officeKeyOf,
  type PartnerKey,
  type PublicJwk,
  partnerKeySchema,
  partnerKeysSchema,
  sealingKeyOf,
  thumbprintOf,
  toldKeysSchema,
  wrongKeyIds,
} from './keys.ts'
export { LIMITS, partCountOf, partLengthOf } from './limits.ts'
export * from './part-seal.ts'
export * from './receipt.ts'
export * from './request.ts'
export { type RoutesStatement, readRoutesStatement, signRoutes } from './routes-signature.ts'
export * from './seal.ts'
export * from './signature.ts'
export * from './suites.ts'
export * from './versions.ts'
