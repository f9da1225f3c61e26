import { chooseRoute, type Route, type RouteQuestion } from '@tongban/exchange'
import { routesOf } from '@tongban/store'
import type { Context } from '../context.ts'
import { insideRoutes } from './inside.ts'

/**
 * Where an application goes whose matter lies in this place, on this day: to a partner region by agreement, or to a division
 * of this region. Null: nowhere but here. Whoever has a read batch of its own puts `routesOf` into it and calls `chooseFrom`.
 */
export async function routeFor(ctx: Context, question: RouteQuestion): Promise<Route | null> {
  const { itemCode, on } = question
  const [rows] = await ctx.database.read([routesOf({ itemCode, on })])
  return chooseFrom(ctx, rows, question)
}

/** Of the rows `routesOf` gave, and those within the region. */
export async function chooseFrom(
  { region }: Pick<Context, 'region'>,
  rows: Parameters<typeof chooseRoute>[0],
  question: RouteQuestion,
): Promise<Route | null> {
  return chooseRoute([...rows, ...(await insideRoutes(region))], question)
}
