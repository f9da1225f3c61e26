import type { Said } from '@tongban/http'
import { CASE_READERS } from '@tongban/services'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Heading, Table, Tag, type TagColour } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { type PapersShown, papersSchema } from './schemas.ts'
import { apiAt, CASE_WORDS, caseAt } from './words.ts'

/** The papers of a case: which are held and by whom, which were handed in, which are missing; and its files. */
export const showPapers = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/papers',
  rights: [...CASE_READERS],
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const found = await v.api.get(apiAt(caseNumber, 'materials'), papersSchema)
    return found.ok ? papersPage(v, caseNumber, found.value) : problemAnswer(v, found.failure)
  },
})

type Status = PapersShown['materials'][number]['status']
const STATUS: Readonly<Record<Status, Said & { readonly colour: TagColour }>> = {
  held: { zh: '已有，不用交', en: 'held, need not be handed in', colour: 'green' },
  handedIn: { zh: '已提交', en: 'handed in', colour: 'green' },
  missing: { zh: '缺少', en: 'missing', colour: 'orange' },
  notAsked: { zh: '不需要', en: 'not needed', colour: 'grey' },
}

const papersPage = (v: Visit, caseNumber: string, { item, materials, asked, files }: PapersShown) =>
  page(
    CASE_WORDS.papers,
    <>
      <Heading caption={v.t(item)}>{v.t(CASE_WORDS.papers)}</Heading>
      <Table
        caption={v.t({ zh: '材料', en: 'Papers' })}
        columns={[
          { name: v.t({ zh: '材料', en: 'Paper' }) },
          { name: v.t({ zh: '情况', en: 'How it stands' }) },
          { name: v.t({ zh: '说明', en: 'Why' }) },
        ]}
        rows={materials.map(({ name, status, why }) => [
          v.t(name),
          <Tag colour={STATUS[status].colour}>{v.t(STATUS[status])}</Tag>,
          v.t(why),
        ])}
      />
      {asked !== null && (
        <ButtonLink href={caseAt(caseNumber, 'supplement')}>{v.t(CASE_WORDS.supplement)}</ButtonLink>
      )}
      <h2 class="govuk-heading-m">{v.t({ zh: '文件', en: 'Files' })}</h2>
      <Files v={v} caseNumber={caseNumber} files={files} />
    </>,
    { back: caseAt(caseNumber) },
  )

const Files = ({
  v,
  caseNumber,
  files,
}: {
  readonly v: Visit
  readonly caseNumber: string
  readonly files: PapersShown['files']
}) =>
  files.length === 0 ? (
    <p class="govuk-body">{v.t({ zh: '没有文件。', en: 'There are no files.' })}</p>
  ) : (
    <ul class="govuk-list">
      {files.map(({ id, name, size, materialName, addedAt, erased }) => (
        <li>
          {erased ? (
            v.t({ zh: '文件已按期销毁', en: 'erased at the end of its time' })
          ) : v.actor.kind === 'applicant' ? (
            <a class="govuk-link" href={caseAt(caseNumber, `files/${id}`)}>
              {name ?? v.t(materialName)}
            </a>
          ) : (
            // Officials state what they read it for, at their own desk.
            (name ?? v.t(materialName))
          )}{' '}
          <span class="quiet">
            {v.t(materialName)}
            {v.t({ zh: '，', en: ', ' })}
            {sizeText(size)}
            {v.t({ zh: '，', en: ', ' })}
            <Instant at={addedAt} language={v.language} />
          </span>
        </li>
      ))}
    </ul>
  )

/** `312 kB`, `1.4 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
