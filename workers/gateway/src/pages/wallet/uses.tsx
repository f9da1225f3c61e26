import type { Said } from '@tongban/http'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage, Tag } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { STYLES } from './list.tsx'
import { usesSchema } from './schemas.ts'
import { licenceApi, licenceAt, standingColour, WALLET_WORDS } from './words.ts'

/** 用证记录: who used a licence, when and what for, as its holder is told (个人信息保护法 44, 45). */
const WAYS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  code: { zh: '亮证码', en: 'one-time code' },
  credential: { zh: '证照文件', en: 'licence file' },
  identifier: { zh: '按标识查询', en: 'by identifier' },
  paper: { zh: '纸质二维码', en: 'paper code' },
  source: { zh: '免证办理时调用', en: 'taken for an application' },
}
const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  valid: { zh: '有效', en: 'valid' },
  suspended: { zh: '暂扣', en: 'suspended' },
  ended: { zh: '已终止', en: 'ended' },
  expired: { zh: '已过期', en: 'expired' },
  notYetValid: { zh: '尚未生效', en: 'not yet valid' },
  unknown: { zh: '无法确认', en: 'unknown' },
  invalid: { zh: '无效', en: 'not valid' },
}

export const listUses = definePage({
  method: 'get',
  path: '/wallet/{identifier}/uses',
  rights: ['holder'],
  answer: async (v) => {
    const { identifier = '' } = v.params
    const cursor = v.query.get('cursor')
    const path = licenceApi(identifier, `uses${cursor === null ? '' : `?${new URLSearchParams({ cursor })}`}`)
    const found = await v.api.get(path, usesSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { uses, cursor: next } = found.value
    const { t } = v
    return page(
      WALLET_WORDS.uses,
      <>
        <Heading>{t(WALLET_WORDS.uses)}</Heading>
        <WhatIsRecorded v={v} />
        {uses.length === 0 ? (
          <p class="govuk-body">{t(WORDS.opensNothing)}</p>
        ) : (
          <ul class="log-list">
            {uses.map((use) => (
              <Used v={v} use={use} />
            ))}
          </ul>
        )}
        <NextPage
          v={v}
          href={next === null ? null : licenceAt(identifier, `uses?${new URLSearchParams({ cursor: next })}`)}
        />
      </>,
      { styles: STYLES, back: licenceAt(identifier) },
    )
  },
})

/** What a holder reads here, and what nobody can tell them: those checks ask this region nothing of the one licence. */
const RECORDED = [
  {
    zh: '每次核验亮证码；在其他地区核验的，写明是哪个地区，以及该地区说明的核验人和事由。',
    en: 'Each check of a one-time code; of one in another region which region, and whom and what for as that region states it.',
  },
  {
    zh: '本地区工作人员和应用的每次核验，以及免证办理时的调用。',
    en: 'Each check by officials and apps of this region, and each time it stood for a paper in an application.',
  },
]
const NOT_RECORDED = [
  {
    zh: '公众核验证照文件或者纸质二维码。',
    en: 'Checks of a licence file or a paper code by the public.',
  },
  {
    zh: '其他地区核验证照文件或者纸质二维码：该地区只取状态列表，不向本地区说明核验的是哪份证照。',
    en: 'Checks of a licence file or a paper code in another region: it takes the status list alone, and does not say which licence it checks.',
  },
  { zh: '没有网络时的核验。', en: 'Checks without a network.' },
]

const WhatIsRecorded = ({ v }: { readonly v: Visit }) => (
  <>
    <List v={v} title={v.t({ zh: '这里记录：', en: 'Recorded here:' })} of={RECORDED} />
    <List v={v} title={v.t({ zh: '不留记录：', en: 'Not recorded:' })} of={NOT_RECORDED} />
  </>
)
const List = ({
  v,
  title,
  of,
}: {
  readonly v: Visit
  readonly title: string
  readonly of: readonly Said[]
}) => (
  <>
    <p class="govuk-body">{title}</p>
    <ul class="govuk-list govuk-list--bullet">
      {of.map((each) => (
        <li>{v.t(each)}</li>
      ))}
    </ul>
  </>
)

function Used({
  v,
  use,
}: {
  readonly v: Visit
  readonly use: (typeof usesSchema)['_output']['uses'][number]
}) {
  const { at, by, reasonName, caseNumber, way, state } = use
  const { t } = v
  return (
    <li>
      <p>
        <strong>{t(by)}</strong>
        {by.post !== null && `　${by.post}`}　{t(reasonName)}
        {caseNumber !== null && <span class="code">　{caseNumber}</span>}
      </p>
      <p class="quiet">
        <Instant at={at} language={v.language} seconds />
        {t({ zh: '，', en: ', ' })}
        {t(WAYS[way] ?? { zh: way, en: way })}
      </p>
      <p>
        {t({ zh: '看到的结果', en: 'They were told' })}{' '}
        <Tag colour={standingColour(state)}>{t(STATES[state] ?? { zh: state, en: state })}</Tag>
      </p>
    </li>
  )
}
