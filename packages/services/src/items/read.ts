import { civilDateAt } from '@tongban/calendar'
import {
  type Claim,
  claimOf,
  findItem,
  type Item,
  type Limit,
  listItems,
  type ProcedureClaim,
  type Question,
  questionsOf,
  REGIONS,
  type RegionProfile,
  searchItems,
  type Text,
  THEMES,
  type Theme,
  type Window,
} from '@tongban/catalogue'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { typeOf } from '@tongban/licences'
import * as z from 'zod'
import type { Context } from '../context.ts'

export { QUESTION_KINDS } from '@tongban/catalogue'

/** The catalogue as this region offers it: the items it has claimed 认领, with its own promises beside the law. */
export type ItemView = Omit<
  Item,
  'form' | 'parameters' | 'facts' | 'sources' | 'limits' | 'issues' | 'ends' | 'theme'
> & {
  readonly theme: { readonly code: Theme } & Text
  /** The type of e-licence a grant issues; null where it issues none. */
  readonly licence: ({ readonly type: string } & Text) | null
  /** What the form asks of people, in words and in order; what a register gives is not asked. */
  readonly questions: readonly Question[]
  /** Places a question about a region offers by name, this one first; any other is given by its division code. */
  readonly regions: readonly ({ readonly code: string } & Text)[]
  /** Who decides, and where one can come with it. */
  readonly office: {
    readonly name: Text
    readonly address: string
    readonly phone: string
    readonly supervisePhone: string
    readonly windows: readonly Window[]
  }
  /** JSON Schema of the form, as it is checked when an application is handed in. */
  readonly form: { readonly [keyword: string]: unknown }
  /** The limits of time with the region's own promises filled in. */
  readonly limits: readonly (Omit<Limit, 'amount'> & { readonly amount: number })[]
  readonly claim: Pick<
    Claim,
    | 'department'
    | 'taskCode'
    | 'taskHandleItem'
    | 'handleArea'
    | 'promisedWorkdays'
    | 'fee'
    | 'quota'
    | keyof ProcedureClaim
  >
  /** What is had from a source and so is not asked for, and what the applicant states. */
  readonly facts: readonly {
    readonly name: string
    readonly source: string
    readonly zh: string
    readonly en: string
  }[]
}

/** Those that are meant by what was typed, the nearest first; all of them where nothing was. */
export function listCatalogue(ctx: Context, query = ''): Result<readonly ItemView[], Failure> {
  const items = searchItems(listItems(civilDateAt(ctx.clock.now())), query)
  return ok(
    items.flatMap((item) => {
      const claim = claimOf(ctx.region, item)
      return claim.ok ? [viewOf(ctx, item, claim.value)] : []
    }),
  )
}

export function readItem(ctx: Context, code: string): Result<ItemView, Failure> {
  const item = findItem(code, civilDateAt(ctx.clock.now()))
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  return claim.ok ? ok(viewOf(ctx, item.value, claim.value)) : claim
}

function viewOf({ region }: Pick<Context, 'region'>, item: Item, claim: Claim): ItemView {
  const {
    form,
    parameters: _parameters,
    facts,
    sources: _sources,
    limits,
    issues,
    ends: _ends,
    theme,
    ...rest
  } = item
  const type = issues === undefined ? undefined : typeOf(issues.type)
  const {
    itemCode: _itemCode,
    taskVersion: _taskVersion,
    noticeWorkdays: _noticeWorkdays,
    anticipate: _anticipate,
    staleAfterHours: _staleAfterHours,
    parameters: _claimed,
    audit: _audit,
    ...offered
  } = claim
  return {
    ...rest,
    theme: { code: theme, ...THEMES[theme] },
    licence: type === undefined ? null : { type: type.slug, ...type.name },
    questions: questionsOf(item),
    regions: regionsFrom(region),
    office: officeOf(region, claim.department),
    form: formSchemaOf(item, form),
    limits: limits.flatMap((limit) => limitOf(limit, claim)),
    claim: offered,
    facts: facts.map(({ name, source, zh, en }) => ({ name, source, zh, en })),
  }
}

const formSchemas = new WeakMap<Item, ItemView['form']>()
/** Made once for an item, which never changes. */
function formSchemaOf(item: Item, form: Item['form']): ItemView['form'] {
  const known = formSchemas.get(item)
  if (known !== undefined) return known
  const made = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' })
  formSchemas.set(item, made)
  return made
}

const regionsFrom = (own: RegionProfile): ItemView['regions'] =>
  [own, ...REGIONS.filter(({ code }) => code !== own.code)].map(({ code, name }) => ({ code, ...name }))

function officeOf({ departments }: RegionProfile, code: string): ItemView['office'] {
  const department = departments.find((each) => each.code === code)
  if (department === undefined) throw new Error(`no department ${code}`)
  const { name, address, phone, supervisePhone } = department
  return { name, address, phone, supervisePhone, windows: departments.flatMap(({ windows }) => windows) }
}

/** A promise the region has not made is no limit. */
function limitOf(limit: Limit, claim: Claim) {
  const { amount } = limit
  const number = typeof amount === 'number' ? amount : claim[amount.parameter]
  return number === null ? [] : [{ ...limit, amount: number }]
}
