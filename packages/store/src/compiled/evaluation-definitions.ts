import { getTableColumns } from 'drizzle-orm'
import { evaluations, evaluationTexts } from '../schema/evaluations.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of ratings 评价 as Drizzle builds them; see `definitions.ts`. Ratings are only ever inserted. */
export const EVALUATION_DEFINITIONS = {
  insertEvaluation: { query: build.insert(evaluations).values(placeholdersOf(getTableColumns(evaluations))) },
  insertEvaluationText: {
    query: build.insert(evaluationTexts).values(placeholdersOf(getTableColumns(evaluationTexts))),
  },
} as const
