import { asc, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { inboxLines } from '../schema/inbox.ts'
import { supervisionCards, supervisionNotices } from '../schema/supervision.ts'
import { build } from './build.ts'

/** What the lines of a message are about, as it stands now; see `definitions.ts`. A message has a thousand lines at most. */
const MOST_LINES = 1_000
const toldAs = (kind: 'notice' | 'card'): SQL =>
  sql`(select ${inboxLines.subject} from ${inboxLines} where ${inboxLines.message} = ${sql.placeholder('message')} and ${inboxLines.kind} = ${sql.raw(`'${kind}'`)})`

export const INBOX_DEFINITIONS = {
  noticesTold: {
    query: build
      .select()
      .from(supervisionNotices)
      .where(sql`${supervisionNotices.id} in ${toldAs('notice')}`)
      .orderBy(asc(supervisionNotices.trueAt))
      .limit(MOST_LINES),
    fields: getTableColumns(supervisionNotices),
  },
  cardsTold: {
    query: build
      .select()
      .from(supervisionCards)
      .where(sql`${supervisionCards.id} in ${toldAs('card')}`)
      .orderBy(asc(supervisionCards.trueAt))
      .limit(MOST_LINES),
    fields: getTableColumns(supervisionCards),
  },
} as const
