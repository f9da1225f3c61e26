import * as z from 'zod'
import { page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { type ClaimWords, claimFacts, claimsOfType, claimText } from '../parts/claims.tsx'
import { Button, Checkboxes, Form } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, Tag } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { readLicence } from './licence.tsx'
import { STYLES } from './list.tsx'
import type { Licence } from './schemas.ts'
import { licenceAt, standingColour, WALLET_WORDS } from './words.ts'

/**
 * Before a licence is shown: what whoever scans the code will see. Its holder agrees to each statement that may be kept back
 * (个人信息保护法 14, 29); what is agreed to is kept with the session, so that each new code shows the same.
 */

export const draftOfShowing = ({ identifier = '' }: Readonly<Record<string, string>>) => `show ${identifier}`
const agreedSchema = z.array(z.string())
/** Null: nothing was agreed to yet, so no code is made. */
export const agreedIn = (v: Visit): readonly string[] | null => agreedSchema.safeParse(v.draft).data ?? null

export const chooseClaims = definePage({
  method: 'get',
  path: '/wallet/{identifier}/show',
  rights: ['holder'],
  draft: draftOfShowing,
  answer: async (v) => {
    const found = await readLicence(v)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { value: licence } = found
    if (licence.standing !== 'valid') return redirect(licenceAt(licence.identifier))
    return choosing(v, licence, await claimsOfType(v, licence.type))
  },
})

function choosing(v: Visit, licence: Licence, known: readonly ClaimWords[]) {
  const { t, language } = v
  const claims = licence.claims ?? {}
  const held = known.filter(({ name }) => claims[name] !== undefined && claims[name] !== null)
  const free = held.filter(({ mayHide }) => mayHide)
  const fixed = held.filter(({ mayHide }) => !mayHide)
  const fixedClaims = Object.fromEntries(fixed.map(({ name }) => [name, claims[name]]))
  const title = { zh: `亮证：${licence.typeName.zh}`, en: `Show: ${licence.typeName.en}` }
  return page(
    title,
    <>
      <Heading caption={t(licence.typeName)}>{t(WALLET_WORDS.seen)}</Heading>
      <p class="govuk-body">
        <Tag colour={standingColour(licence.standing)}>{t(licence.standingName)}</Tag>
      </p>
      <p class="govuk-body">
        {t({
          zh: '无论选什么，对方都会看到：证照种类、状态、标识、有效期和签发机关。',
          en: 'Whatever you choose, the verifier sees the type of the licence, its state, identifier, validity and who issued it.',
        })}
      </p>
      {fixed.length > 0 && (
        <>
          <h2 class="govuk-heading-s">{t(WALLET_WORDS.always)}</h2>
          <Facts v={v} facts={claimFacts(v, fixed, fixedClaims)} />
        </>
      )}
      <Form v={v} action={licenceAt(licence.identifier, 'show')}>
        {free.length > 0 && (
          <Checkboxes
            v={v}
            name="claims"
            label={t({ zh: '还要出示哪些内容？', en: 'What else do you show?' })}
            hint={t({
              zh: '只勾选这次需要的。一项不选也可以：对方只知道证照真实有效。',
              en: 'Tick only what is needed this time. None is fine: the verifier then learns only that the licence is genuine and in force.',
            })}
            choices={free.map(({ name, label, form }) => ({
              value: name,
              text: t(label),
              hint: <Marked v={v} text={claimText(language, name, form, claims[name])} />,
            }))}
            value={agreedIn(v) ?? ['holderName']}
          />
        )}
        <p class="govuk-body">
          {t({
            zh: '接下来显示一次性亮证码：只能核验一次，默认 60 秒内有效。请当面出示，不要截屏或转发。谁在何时核验，会记入用证记录。',
            en: 'A one-time code comes next: it can be checked once, within 60 seconds by default. Show it in person; do not send a picture of it. Who checked it and when is kept for you to see.',
          })}
        </p>
        <Button>{t({ zh: '同意并显示亮证码', en: 'Agree and show the code' })}</Button>
      </Form>
    </>,
    { styles: STYLES, back: licenceAt(licence.identifier) },
  )
}

export const agreeToShow = definePage({
  method: 'post',
  path: '/wallet/{identifier}/show',
  rights: ['holder'],
  draft: draftOfShowing,
  answer: async (v) => {
    // Of nothing but a licence of theirs is anything kept.
    const found = await readLicence(v)
    if (!found.ok) return problemAnswer(v, found.failure)
    await v.saveDraft([...v.form.all('claims')])
    return redirect(licenceAt(v.params.identifier ?? '', 'code'))
  },
})
