import { civilDateAt } from '@tongban/calendar'
import {
  type Claim,
  claimOf,
  findItem,
  type Item,
  type Limit,
  listItems,
  type ProcedureClaim,
  type Text,
} from '@tongban/catalogue'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { typeOf } from '@tongban/licences'
import * as z from 'zod'
import type { Context } from '../context.ts'

/** The catalogue as this region offers it: the items it has claimed 认领, with its own promises beside the law. */
export type ItemView = Omit<
  Item,
  'form' | 'parameters' | 'facts' | 'sources' | 'limits' | 'issues' | 'ends'
> & {
  /** The type of e-licence a grant issues; null where it issues none. */
  readonly licence: ({ readonly type: string } & Text) | null
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

export function listCatalogue(ctx: Context): Result<readonly ItemView[], Failure> {
  const items = listItems(civilDateAt(ctx.clock.now()))
  return ok(
    items.flatMap((item) => {
      const claim = claimOf(ctx.region, item)
      return claim.ok ? [viewOf(item, claim.value)] : []
    }),
  )
}

export function readItem(ctx: Context, code: string): Result<ItemView, Failure> {
  const item = findItem(code, civilDateAt(ctx.clock.now()))
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  return claim.ok ? ok(viewOf(item.value, claim.value)) : claim
}

function viewOf(item: Item, claim: Claim): ItemView {
  const {
    form,
    parameters: _parameters,
    facts,
    sources: _sources,
    limits,
    issues,
    ends: _ends,
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
    licence: type === undefined ? null : { type: type.slug, ...type.name },
    form: z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }),
    limits: limits.flatMap((limit) => limitOf(limit, claim)),
    claim: offered,
    facts: facts.map(({ name, source, zh, en }) => ({ name, source, zh, en })),
  }
}

/** A promise the region has not made is no limit. */
function limitOf(limit: Limit, claim: Claim) {
  const { amount } = limit
  const number = typeof amount === 'number' ? amount : claim[amount.parameter]
  return number === null ? [] : [{ ...limit, amount: number }]
}
