import { eq, getTableColumns, sql } from 'drizzle-orm'
import { evaluations, evaluationTexts } from '../schema/evaluations.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of ratings 评价 as Drizzle builds them; see `definitions.ts`. Ratings are only ever inserted. */
const columns = getTableColumns(evaluations)

export const EVALUATION_DEFINITIONS = {
  insertEvaluation: { query: build.insert(evaluations).values(placeholdersOf(columns)) },
  insertEvaluationText: {
    query: build.insert(evaluationTexts).values(placeholdersOf(getTableColumns(evaluationTexts))),
  },
  evaluationById: {
    query: build
      .select()
      .from(evaluations)
      .where(eq(evaluations.id, sql.placeholder('id'))),
    fields: columns,
  },
} as const
