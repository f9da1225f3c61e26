export {
  ACT_RULES,
  type ActFacts,
  type ActRefusal,
  actOn,
  actsNow,
  errorsOf,
  type NamedLaw,
  notPossible,
  offerOf,
} from './act.ts'
export { ACT_GROUNDS, type ActGround, groundsOfAct } from './act-grounds.ts'
export {
  ASKER_KINDS,
  type Asker,
  MAX_ASKER_CHARACTERS,
  readAsker,
  signAsker,
} from './asker.ts'
export * from './contract.ts'
export { buildCredential, type CredentialFault, type CredentialOptions } from './credential.ts'
export { type DraftFault, wrongClaims } from './draft.ts'
export { ENDED_STATES, ERASED, endedOn } from './ended.ts'
export { type IdentifierFault, type IdentifierParts, makeIdentifier, makeSerial } from './identifier.ts'
export {
  DEVELOPMENT_ISSUER_KEY,
  type IssuerKeys,
  type IssuerKeysFault,
  openIssuerKeys,
  type RemoteSigning,
} from './issuer-keys.ts'
export { printLicenceStates } from './licence-states.ts'
export {
  type ClaimDefinition,
  type ClaimForm,
  type LicenceType,
  typeCodeOf,
  type ValidityRule,
  vctOf,
} from './licence-type.ts'
export {
  isTerminal,
  LICENCE_ACTS,
  LICENCE_STATES,
  LIFE,
  type LicenceAct,
  type LicenceState,
  nextStateOf,
  possibleActs,
  STATUS_OF_STATE,
} from './life.ts'
export { HOLDER_CODE_TYPES, METADATA } from './metadata.ts'
export { maskedOnPaper } from './paper.ts'
export { hashCode, makeCode, parseCode, presentationUrl } from './presentation.ts'
export type { Random } from './random.ts'
export { type PrivateJwk, sm2Signer, webCryptoSigner } from './signers.ts'
export {
  deflate,
  makeShard,
  SHARD_BYTES,
  SHARD_ENTRIES,
  type StatusEntry,
  type StatusToken,
  setStatus,
  signStatusToken,
  statusIn,
  statusListUri,
} from './status-list.ts'
export { signTrustBundle } from './trust-bundle.ts'
export { dependentsOf, LICENCE_TYPES, typeOf } from './types/index.ts'
export { HOLDER_CLAIMS } from './types/standing-claims.ts'
export { stateOn, type ValidityFault, validityOf } from './validity.ts'
