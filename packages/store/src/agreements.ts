import * as STATEMENTS from './compiled/statements.ts'
import type { exchangeAgreements, exchangeRoutes } from './schema/exchange.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of agreements with partner regions, and of the routes derived from them. */

export type AgreementRow = typeof exchangeAgreements.$inferSelect
export type ExchangeRouteRow = typeof exchangeRoutes.$inferSelect

type Version = Pick<AgreementRow, 'id' | 'version'>
type Changed = Pick<
  AgreementRow,
  | 'state'
  | 'ownSignature'
  | 'partnerSignature'
  | 'endedOn'
  | 'closing'
  | 'effectiveAt'
  | 'pending'
  | 'pendingBy'
  | 'untold'
  | 'attempts'
  | 'nextAt'
  | 'lastReason'
  | 'updatedAt'
>
type Told = Pick<AgreementRow, 'untold' | 'attempts' | 'nextAt' | 'lastReason'>

/** Conflicts when there is a document under this id and version. */
export const insertAgreement = /* @__PURE__ */ command<AgreementRow>(STATEMENTS.insertAgreement)
/** Oldest version first. */
export const agreementVersions = /* @__PURE__ */ select<AgreementRow, { readonly id: string }>(
  STATEMENTS.agreementVersions,
)
export const agreementsWith = /* @__PURE__ */ select<AgreementRow, { readonly partner: string }>(
  STATEMENTS.agreementsWith,
)
/** By id, the newest version first. */
export const allAgreements = /* @__PURE__ */ select<AgreementRow>(STATEMENTS.allAgreements)
export const setAgreement = /* @__PURE__ */ command<Version & Changed>(STATEMENTS.setAgreement)
/** What a partner has to be told and may be told now, longest due first. */
export const untoldAgreements = /* @__PURE__ */ select<
  AgreementRow,
  { readonly now: number; readonly limit: number }
>(STATEMENTS.untoldAgreements)
/** After the partner was told, or could not be; nothing changes once there is something else to tell. */
export const settleUntold = /* @__PURE__ */ command<Version & Told & { readonly was: string }>(
  STATEMENTS.settleUntold,
)

/** `rows`: JSON list of whole rows, in one parameter, since an agreement has more routes than a batch has statements. */
export const insertRoutes = /* @__PURE__ */ handwritten<never, { readonly rows: string }>(
  `INSERT INTO exchange_routes (item_code, region, valid_from, valid_until, mode, office, agreement_id,
     agreement_version, direction, version)
   SELECT value->>'itemCode', value->>'region', value->>'validFrom', value->>'validUntil', value->>'mode',
     value->>'office', value->>'agreementId', value->>'agreementVersion', value->>'direction', value->>'version'
   FROM json_each(?)`,
  ['rows'],
  () => [],
)
/** Before they are derived anew, in the same batch. */
export const deleteRoutesOf = /* @__PURE__ */ handwritten<never, { readonly agreementId: string }>(
  'DELETE FROM exchange_routes WHERE agreement_id = ?',
  ['agreementId'],
  () => [],
)
/** Routes that lead out of this region for an item, on a day. */
export const routesOf = /* @__PURE__ */ select<
  ExchangeRouteRow,
  { readonly itemCode: string; readonly on: string }
>(STATEMENTS.routesOf)
/** All routes between regions on a day. */
export const routesOn = /* @__PURE__ */ select<ExchangeRouteRow, { readonly on: string }>(STATEMENTS.routesOn)
/** Those with one partner. */
export const routesWith = /* @__PURE__ */ select<
  ExchangeRouteRow,
  { readonly region: string; readonly on: string }
>(STATEMENTS.routesWith)

export type SignedDays = Pick<
  AgreementRow,
  'partner' | 'id' | 'version' | 'state' | 'validFrom' | 'validUntil' | 'endedOn' | 'effectiveAt'
>
/** Of partners that are not suspended: when each version signed by both governs, without its document. */
export const agreementsSigned = /* @__PURE__ */ select<SignedDays, { readonly limit: number }>(
  STATEMENTS.agreementsSigned,
)
