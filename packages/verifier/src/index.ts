export { fromBase45, toBase45 } from './base45.ts'
export { fromBase64url, isBase64url, toBase64url } from './base64url.ts'
export { type Cbor, fromCbor, toCbor } from './cbor.ts'
export { type Fault, FINDINGS, type FindingCode, fault, finding, isFault } from './finding.ts'
export {
  checkCharacter,
  formatIdentifier,
  type Identifier,
  identifierCheck,
  identifierWarnings,
  parseIdentifier,
} from './identifier.ts'
export { readJws } from './jws.ts'
export type { KeyBindingExpectation } from './key-binding.ts'
export { MAX_CREDENTIAL_CHARACTERS, type VerifyLicence, verifyLicence } from './licence.ts'
export {
  encodePaperBody,
  PAPER_MAX_CHARACTERS,
  PAPER_PREFIX,
  type PaperContent,
  paperSigningInput,
  paperText,
  readPaper,
} from './paper.ts'
export { type VerifyPaper, verifyPaper } from './paper-licence.ts'
export { sha256, sha256OfAscii } from './sha256.ts'
export { checkSignature, importEs256, type Sm2Verifier } from './signature.ts'
export { type ReadStatusToken, readStatusToken, type StatusShard, statusAt } from './status.ts'
export { isStatusListOf, keyFault, openTrust, type Trust, type TrustValidity } from './trust.ts'
export { readTrustBundle, TRUST_BUNDLE_TYP, type TrustBundle } from './trust-bundle.ts'
export { openMemory, type ValidityMemory } from './validity-memory.ts'
export { LEEWAY_SECONDS, type StatusOf } from './verdict.ts'
export * from './wire.ts'
