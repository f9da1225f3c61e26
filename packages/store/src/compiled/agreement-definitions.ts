import { and, asc, desc, eq, getTableColumns, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { exchangeActs, exchangeAgreements, exchangePartners, exchangeRoutes } from '../schema/exchange.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of partners, agreements and routes as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const partnerColumns = getTableColumns(exchangePartners)
const agreementColumns = getTableColumns(exchangeAgreements)
const routeColumns = getTableColumns(exchangeRoutes)
const actColumns = getTableColumns(exchangeActs)

const inForceOn = and(
  lte(exchangeRoutes.validFrom, value('on')),
  or(isNull(exchangeRoutes.validUntil), gte(exchangeRoutes.validUntil, value('on'))),
)
const routeOrder = [
  asc(exchangeRoutes.direction),
  asc(exchangeRoutes.itemCode),
  asc(exchangeRoutes.region),
  asc(exchangeRoutes.validFrom),
  asc(exchangeRoutes.mode),
  asc(exchangeRoutes.agreementId),
] as const

const { partner, id, version, state, validFrom, validUntil, endedOn, effectiveAt } = agreementColumns
const daysOfVersion = { partner, id, version, state, validFrom, validUntil, endedOn, effectiveAt }

export const AGREEMENT_DEFINITIONS = {
  insertPartner: { query: build.insert(exchangePartners).values(placeholdersOf(partnerColumns)) },
  partnerByRegion: {
    query: build
      .select()
      .from(exchangePartners)
      .where(eq(exchangePartners.region, value('region'))),
    fields: partnerColumns,
  },
  allPartners: {
    query: build.select().from(exchangePartners).orderBy(asc(exchangePartners.region)),
    fields: partnerColumns,
  },
  setPartnerChange: {
    query: build
      .update(exchangePartners)
      .set({
        change: sql`${value('change')}`,
        changeBy: sql`${value('changeBy')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(exchangePartners.region, value('region'))),
  },
  confirmPartner: {
    query: build
      .update(exchangePartners)
      .set({
        nameZh: sql`${value('nameZh')}`,
        nameEn: sql`${value('nameEn')}`,
        baseUrl: sql`${value('baseUrl')}`,
        keys: sql`${value('keys')}`,
        state: sql`${value('state')}`,
        change: null,
        changeBy: null,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(exchangePartners.region, value('region'))),
  },
  setPartnerState: {
    query: build
      .update(exchangePartners)
      .set({
        state: sql`${value('state')}`,
        suspendedBy: sql`${value('suspendedBy')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(exchangePartners.region, value('region'))),
  },
  setPartnerKeys: {
    query: build
      .update(exchangePartners)
      .set({ keys: sql`${value('keys')}`, updatedAt: sql`${value('updatedAt')}` })
      .where(eq(exchangePartners.region, value('region'))),
  },
  insertExchangeAct: { query: build.insert(exchangeActs).values(placeholdersOf(actColumns)) },
  exchangeActsOf: {
    query: build
      .select()
      .from(exchangeActs)
      .where(eq(exchangeActs.subject, value('subject')))
      .orderBy(asc(exchangeActs.seq)),
    fields: actColumns,
  },
  insertAgreement: { query: build.insert(exchangeAgreements).values(placeholdersOf(agreementColumns)) },
  agreementVersions: {
    query: build
      .select()
      .from(exchangeAgreements)
      .where(eq(exchangeAgreements.id, value('id')))
      .orderBy(asc(exchangeAgreements.version)),
    fields: agreementColumns,
  },
  agreementsWith: {
    query: build
      .select()
      .from(exchangeAgreements)
      .where(eq(exchangeAgreements.partner, value('partner')))
      .orderBy(asc(exchangeAgreements.id), asc(exchangeAgreements.version)),
    fields: agreementColumns,
  },
  allAgreements: {
    query: build
      .select()
      .from(exchangeAgreements)
      .orderBy(asc(exchangeAgreements.id), desc(exchangeAgreements.version)),
    fields: agreementColumns,
  },
  agreementsSigned: {
    query: build
      .select(daysOfVersion)
      .from(exchangeAgreements)
      .innerJoin(exchangePartners, eq(exchangePartners.region, exchangeAgreements.partner))
      .where(and(eq(exchangePartners.state, 'active'), isNotNull(exchangeAgreements.effectiveAt)))
      .orderBy(desc(exchangeAgreements.effectiveAt))
      .limit(value('limit')),
    fields: daysOfVersion,
  },
  setAgreement: {
    query: build
      .update(exchangeAgreements)
      .set({
        state: sql`${value('state')}`,
        ownSignature: sql`${value('ownSignature')}`,
        partnerSignature: sql`${value('partnerSignature')}`,
        endedOn: sql`${value('endedOn')}`,
        closing: sql`${value('closing')}`,
        effectiveAt: sql`${value('effectiveAt')}`,
        pending: sql`${value('pending')}`,
        pendingBy: sql`${value('pendingBy')}`,
        untold: sql`${value('untold')}`,
        attempts: sql`${value('attempts')}`,
        nextAt: sql`${value('nextAt')}`,
        lastReason: sql`${value('lastReason')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(and(eq(exchangeAgreements.id, value('id')), eq(exchangeAgreements.version, value('version')))),
  },
  untoldAgreements: {
    query: build
      .select()
      .from(exchangeAgreements)
      .where(and(isNotNull(exchangeAgreements.untold), lte(exchangeAgreements.nextAt, value('now'))))
      .orderBy(asc(exchangeAgreements.nextAt))
      .limit(value('limit')),
    fields: agreementColumns,
  },
  /** Only while it is still what the partner was told of. */
  settleUntold: {
    query: build
      .update(exchangeAgreements)
      .set({
        untold: sql`${value('untold')}`,
        attempts: sql`${value('attempts')}`,
        nextAt: sql`${value('nextAt')}`,
        lastReason: sql`${value('lastReason')}`,
      })
      .where(
        and(
          eq(exchangeAgreements.id, value('id')),
          eq(exchangeAgreements.version, value('version')),
          eq(exchangeAgreements.untold, value('was')),
        ),
      ),
  },
  routesOf: {
    query: build
      .select()
      .from(exchangeRoutes)
      .where(
        and(eq(exchangeRoutes.direction, 'out'), eq(exchangeRoutes.itemCode, value('itemCode')), inForceOn),
      )
      .orderBy(...routeOrder),
    fields: routeColumns,
  },
  routesOn: {
    query: build
      .select()
      .from(exchangeRoutes)
      .where(inForceOn)
      .orderBy(...routeOrder),
    fields: routeColumns,
  },
  routesWith: {
    query: build
      .select()
      .from(exchangeRoutes)
      .where(and(eq(exchangeRoutes.region, value('region')), inForceOn))
      .orderBy(...routeOrder),
    fields: routeColumns,
  },
} as const
