import { civilDateAt } from '@tongban/calendar'
import { claimOf, findItem, type Item, regionNameOf, type Text } from '@tongban/catalogue'
import { toldOf } from '@tongban/exchange'
import { type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import {
  allPartners,
  type ExchangeRouteRow,
  type ItemSwitchRow,
  itemSwitch,
  type PartnerRow,
  type RuleVersionRow,
  routesOn,
  ruleVersionInForce,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { lexiconOf } from '../rules/lexicon.ts'
import { type PublishedRules, readable } from '../rules/read.ts'
import { parameterWords, rowWords } from '../rules/text.ts'
import { askHeld, type SourceOfItem, sourcesOf } from './held-now.ts'

/**
 * What the guide of an item tells beside its elements 办事指南: what the rules in force today ask, each condition in words with
 * its article, with which registers and licences it is checked, and where across regions it can be handed in. Somebody who
 * asks about themselves is told what is held of them now; whoever looks for somebody else is told what may be. One read batch.
 */
export type Guide = {
  /** Null where people decide. */
  readonly rules: {
    readonly version: number
    readonly effectiveOn: string
    /** Decisions by rules are stopped for now; officials handle every application. */
    readonly stopped: boolean
    readonly conditions: readonly Condition[]
    /** The region's own figures that the rules go by: ages, amounts, times. */
    readonly values: readonly { readonly name: Text; readonly value: Text }[]
  } | null
  readonly places: readonly Place[]
  readonly sources: readonly SourceOfItem[]
  /** When the sources were asked about whoever is signed in; null where nobody was asked. */
  readonly askedAt: EpochMs | null
}
type Condition = Text & {
  readonly rule: string
  readonly route: 'refer' | 'supplement'
  readonly basis: Text
}
/** `in`: handed in there, handled here; `out`: handed in here, handled there. */
type Place = {
  readonly direction: 'in' | 'out'
  readonly region: { readonly code: string; readonly name: Text | null }
  /** 全程网办, 异地代收代办, 多地联办. */
  readonly modes: readonly string[]
}

export async function readGuide(
  ctx: Context,
  code: string,
  isAsked = false,
): Promise<Result<Guide, Failure>> {
  const on = civilDateAt(ctx.clock.now())
  const item = findItem(code, on)
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const general = [
    ruleVersionInForce({ itemCode: code, on }),
    itemSwitch({ itemCode: code }),
    routesOn({ on }),
    allPartners({}),
  ] as const
  const { actor } = ctx
  if (!isAsked || actor.kind !== 'applicant' || !item.value.serverType.includes('person')) {
    const rows = await ctx.database.read(general)
    return ok({ ...guideOf(ctx, item.value, rows), sources: sourcesOf(item.value), askedAt: null })
  }
  const held = await askHeld(ctx, item.value, claim.value, actor.person)
  const [rules, stops, routes, partners, records, registries, licences] = await ctx.database.read([
    ...general,
    ...held.statements,
  ])
  const { sources, asked } = await held.tell(records, registries, licences)
  ctx.log('factsRead', {
    requestId: ctx.requestId,
    item: code,
    case: null,
    by: (await actorIndex(ctx.keys, actor)).slice(0, 16),
    purpose: `guide:${code}`,
    sources: asked.toSorted().join(','),
  })
  return ok({
    ...guideOf(ctx, item.value, [rules, stops, routes, partners]),
    sources,
    askedAt: ctx.clock.now(),
  })
}

type General = readonly [
  readonly RuleVersionRow[],
  readonly ItemSwitchRow[],
  readonly ExchangeRouteRow[],
  readonly PartnerRow[],
]

function guideOf(
  ctx: Context,
  item: Item,
  [[row], [stop], routes, partners]: General,
): Pick<Guide, 'rules' | 'places'> {
  const own = exchangeRegionOf(ctx)
  const nameOf = (region: string): Text | null => {
    const partner = partners.find((each) => each.region === region)
    return partner === undefined ? (regionNameOf(region) ?? null) : { zh: partner.nameZh, en: partner.nameEn }
  }
  const places = placesOf(
    routes.filter(({ itemCode }) => itemCode === item.code).map((route) => toldOf(route, own)),
    own,
    nameOf,
  )
  if (row === undefined) return { rules: null, places }
  const rules = { ...readable(row), stopped: stop?.stopped === 1, versions: [] }
  const { version, effectiveOn, stopped } = rules
  const [conditions, values] = [conditionsOf(rules, item), valuesOf(rules)]
  return { rules: { version, effectiveOn, stopped, conditions, values }, places }
}

/** Codes that the conditions say in words are left to the rules as they are published. */
const IN_CODE: readonly string[] = ['region', 'minimumRealName', 'cityPrefix']

function valuesOf({ parameters }: PublishedRules) {
  const told = {
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => !IN_CODE.includes(name))),
  }
  const [zh, en] = [parameterWords(told, 'zh'), parameterWords(told, 'en')]
  return zh.map(({ name, value }, at) => ({
    name: { zh: name, en: en[at]?.name ?? name },
    value: { zh: value, en: en[at]?.value ?? value },
  }))
}

/** Each region once in each direction, with every mode agreed. */
function placesOf(
  routes: readonly ReturnType<typeof toldOf>[],
  own: string,
  nameOf: (region: string) => Text | null,
): readonly Place[] {
  const places = new Map<string, Place>()
  for (const { receivedBy, handledBy, mode } of routes) {
    const direction = handledBy === own ? 'in' : 'out'
    const code = direction === 'in' ? receivedBy : handledBy
    const known = places.get(`${direction} ${code}`)
    const modes = [...(known?.modes ?? []), mode]
    places.set(`${direction} ${code}`, { direction, region: { code, name: nameOf(code) }, modes })
  }
  return [...places.values()]
}

/** Each thing that stands against an approval, once, in the order of the rules. */
function conditionsOf(rules: PublishedRules, item: Parameters<typeof lexiconOf>[0]): readonly Condition[] {
  const zh = { language: 'zh', item, lexicon: lexiconOf(item, rules, 'zh') } as const
  const en = { language: 'en', item, lexicon: lexiconOf(item, rules, 'en') } as const
  return rules.tables
    .filter(({ name }) => name === 'hindrances')
    .flatMap((table) =>
      table.rows.map((row): Condition => {
        const [inChinese, inEnglish] = [rowWords(table, row, zh), rowWords(table, row, en)]
        const route = row.outputs[table.outputs.findIndex(({ text }) => text === 'route')]
        return {
          rule: inChinese.rule,
          zh: inChinese.said,
          en: inEnglish.said,
          route: route === '"supplement"' ? 'supplement' : 'refer',
          basis: { zh: inChinese.basis, en: inEnglish.basis },
        }
      }),
    )
}
