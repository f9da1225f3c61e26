import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage, Note, Table } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import { WORDS } from '../words.ts'
import { outcomeText } from './report-body.tsx'
import { casesSchema } from './schemas.ts'
import { apiOfVersion, READERS, STYLES, versionAt } from './words.ts'

/** The past cases that would come out differently by a version, a page of its report at a time. */
const TITLE = { zh: '会有不同结果的既往办件', en: 'Past cases that would come out differently' }

/** Of a case with the same outcome: something else would be granted. */
const OTHERWISE = { zh: '结果相同，内容不同', en: 'the same, with another content' }

export const showFlips = definePage({
  method: 'get',
  path: '/rulebook/versions/{id}/cases',
  rights: READERS,
  answer: async (v) => {
    const { id = '' } = v.params
    // What would be granted to each is nobody's business here: the page tells which cases, and by which rules.
    const query = new URLSearchParams({ page: v.query.get('page') ?? '1', results: 'false' })
    const read = await v.api.get(apiOfVersion(id, `/report/cases?${query}`), casesSchema)
    if (!read.ok) return problemAnswer(v, read.failure)
    const { cases, next, page: number } = read.value
    const change = (signs: readonly string[], sign: string) => signs.map((rule) => `${sign}${rule}`)
    return page(
      TITLE,
      <>
        <Heading>{v.t(TITLE)}</Heading>
        {cases.length === 0 ? (
          <Note>{v.t({ zh: '本页没有。', en: 'There are none on this page.' })}</Note>
        ) : (
          <Table
            caption={v.t({ zh: `第 ${number} 页`, en: `Page ${number}` })}
            columns={[
              { name: v.t({ zh: '办件编号', en: 'Case' }) },
              { name: v.t({ zh: '收件日', en: 'Received' }) },
              { name: v.t({ zh: '现行规则', en: 'Rules in force' }) },
              { name: v.t({ zh: '本版本', en: 'This version' }) },
              { name: v.t({ zh: '规则的变化', en: 'Rules that changed' }) },
            ]}
            rows={cases.map((one) => [
              <span class="code">{one.caseNumber}</span>,
              <Day on={one.receivedOn} language={v.language} />,
              outcomeText(v, one.from.outcome),
              one.from.outcome === one.to.outcome ? v.t(OTHERWISE) : outcomeText(v, one.to.outcome),
              [...change(one.gained, '+'), ...change(one.lost, '−')].join(' ') || '—',
            ])}
          />
        )}
        <NextPage v={v} href={next === null ? null : versionAt(id, `/cases?page=${next}`)} />
        {cases.length === 0 && next === null && <p class="govuk-body quiet">{v.t(WORDS.opensNothing)}</p>}
      </>,
      { back: versionAt(id, '/report'), layout: 'wide', styles: STYLES },
    )
  },
})
