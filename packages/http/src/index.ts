export { parseInput, pointerOf, said } from '@tongban/kernel/parse'
export {
  ALGORITHMS,
  type ApiKey,
  type Authenticate,
  type AuthenticateApp,
  CLOCK_TOLERANCE_SECONDS,
  createAuthenticate,
  DEVELOPMENT_KEY_PREFIX,
  tokenEndsAt,
} from './authenticate.ts'
export { BODY_LIMIT_BYTES, readBody } from './body.ts'
export { csvListsOf } from './csv-list.ts'
export { createDoor, type Door, type DoorPlan } from './door.ts'
export {
  type Asking,
  type Call,
  type Contract,
  type Endpoint,
  endpointsOf,
  type Handler,
  type Streamed,
  streamSchema,
} from './endpoint.ts'
export {
  binding,
  type ClaimNames,
  type Environment,
  EnvironmentError,
  environmentSchema,
  oncePerEnvironment,
  parseEnv,
} from './environment.ts'
export { attachmentNamed } from './file-names.ts'
export { LANGUAGE_TAGS, type Language, languageOf, type Said } from './language.ts'
export { consoleLog, describeError, type Log, type LogLine, logOf } from './log.ts'
export { nextPage } from './next-page.ts'
export {
  mergeOpenApi,
  type OpenApiDocument,
  type OpenApiInfo,
  openApiDocumentSchema,
} from './openapi-merge.ts'
export { outageOf } from './outage.ts'
export type { PartnerGate, Signed } from './partner-door.ts'
export { systemClock, systemIds } from './platform.ts'
export { PROBLEM_TYPE, type ProblemBody, problemBody, problemResponse, problemSchema } from './problem.ts'
export { PROBLEM_SAMPLES } from './problem-samples.ts'
export { type Grant, mayEnter, type Relation, type Rights, type RouteRow, sayGrant } from './rights.ts'
export { pageHeaders } from './security-headers.ts'
export { FILE_ANSWER, savedFile, uploadName, uploadNameHeaders } from './sent-files.ts'
export { JSON_DEPTH_LIMIT, readStrictJson } from './strict-json.ts'
export { CALLER_HEADER, readNote, VISIT_HEADER } from './visit.ts'
