import * as STATEMENTS from './compiled/statements.ts'
import type { exchangeActs, exchangePartners } from './schema/exchange.ts'
import { command, select } from './statement.ts'

/** Statements of partner regions, and of who did what to them and to agreements. The breaker's columns are the outbox's. */

export type PartnerRow = typeof exchangePartners.$inferSelect
export type ExchangeActRow = typeof exchangeActs.$inferSelect

type OfRegion = { readonly region: string }
type At = { readonly updatedAt: number }

/** Conflicts when the region is registered already. */
export const insertPartner = /* @__PURE__ */ command<PartnerRow>(STATEMENTS.insertPartner)
export const partnerByRegion = /* @__PURE__ */ select<PartnerRow, OfRegion>(STATEMENTS.partnerByRegion)
export const allPartners = /* @__PURE__ */ select<PartnerRow>(STATEMENTS.allPartners)
export const setPartnerChange = /* @__PURE__ */ command<
  OfRegion & At & Pick<PartnerRow, 'change' | 'changeBy'>
>(STATEMENTS.setPartnerChange)
/** Puts what was proposed into force. */
export const confirmPartner = /* @__PURE__ */ command<
  OfRegion & At & Pick<PartnerRow, 'nameZh' | 'nameEn' | 'baseUrl' | 'keys' | 'state'>
>(STATEMENTS.confirmPartner)
export const setPartnerState = /* @__PURE__ */ command<
  OfRegion & At & Pick<PartnerRow, 'state' | 'suspendedBy'>
>(STATEMENTS.setPartnerState)
export const setPartnerKeys = /* @__PURE__ */ command<OfRegion & At & Pick<PartnerRow, 'keys'>>(
  STATEMENTS.setPartnerKeys,
)

/** Conflicts when this number of the subject is taken: of two at once one is rolled back. */
export const insertExchangeAct = /* @__PURE__ */ command<ExchangeActRow>(STATEMENTS.insertExchangeAct)
export const exchangeActsOf = /* @__PURE__ */ select<ExchangeActRow, { readonly subject: string }>(
  STATEMENTS.exchangeActsOf,
)
