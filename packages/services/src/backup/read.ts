import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  appliedMigrations,
  type SqlValue,
  type TableColumn,
  type TableState,
  tableColumns,
  tableRows,
  tableState,
} from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Hands a whole region's database to its administrator for a backup, table by table, as it is stored. Personal data
 * stay encrypted, and no key of the region is in it. The state of all tables is read in one transaction: a copy between
 * two equal states is one of one instant.
 */
export type BackupTable = TableState & { readonly name: string; readonly columns: readonly string[] }
export type BackupState = {
  readonly region: string
  readonly readAt: number
  readonly migrations: readonly string[]
  readonly tables: readonly BackupTable[]
}

export async function readBackupState(ctx: Context): Promise<Result<BackupState, Failure>> {
  const may = mayBackUp(ctx)
  if (!may.ok) return may
  const [columns, migrations] = await ctx.database.read([tableColumns({}), appliedMigrations({})])
  const tables = [...Map.groupBy(columns, ({ table }) => table)]
  const states = await ctx.database.read(tables.map(([, of]) => tableState(of)))
  return ok({
    region: ctx.region.code,
    readAt: ctx.clock.now(),
    migrations: migrations.map(({ name }) => name),
    tables: tables.map(([name, of], at) => ({
      name,
      columns: of.map(({ column }) => column),
      ...stateIn(states[at]),
    })),
  })
}

export type BackupRows = { readonly rows: readonly (readonly SqlValue[])[]; readonly next: number | null }

/** Evidence and rules have rows of a hundred kilobytes. */
const PAGE = 200

export async function readBackupRows(
  ctx: Context,
  table: string,
  after: number,
): Promise<Result<BackupRows, Failure>> {
  const may = mayBackUp(ctx)
  if (!may.ok) return may
  const [all] = await ctx.database.read([tableColumns({})])
  const columns: readonly TableColumn[] = all.filter((each) => each.table === table)
  if (columns.length === 0) return fail({ code: 'notFound', what: 'table' })
  const [rows] = await ctx.database.read([tableRows(columns, { after, limit: PAGE })])
  return ok({ rows, next: rows.length < PAGE ? null : Number(rows.at(-1)?.[0]) })
}

const mayBackUp = (ctx: Context): Result<null, Failure> =>
  holdsRole(ctx.actor, 'admin') ? ok(null) : fail({ code: 'notAllowed', need: '系统管理员 admin' })

function stateIn(rows: readonly TableState[] | undefined): TableState {
  const [state] = rows ?? []
  if (state === undefined) throw new Error('a table has no state')
  return state
}
