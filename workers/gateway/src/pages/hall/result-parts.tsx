import { caseAt } from '../cases/words.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Note } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Kept } from './result-draft.ts'
import { RESULT } from './result-words.ts'

/** Parts of the result: what was issued, what is still to be sent, the receipt, and what to do if one disagrees. */
type Shown = { readonly v: Visit; readonly kept: Kept }

export const Licences = ({ v, kept }: Shown) => {
  const { caseNumber = '' } = v.params
  if (kept.licences.length === 0 && kept.documents.length === 0 && kept.endedNote === null) return null
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(kept.licences.length === 0 ? RESULT.documents : RESULT.issued)}</h2>
      <ul class="govuk-list">
        {kept.licences.map(({ identifier, typeName, validFrom, validUntil }) => (
          <li>
            <a class="govuk-link" href={`/wallet/${identifier}`}>
              {v.t(typeName)}
            </a>{' '}
            <span class="quiet">
              {validUntil === null
                ? v.t({
                    zh: `自${dayText(validFrom, 'zh')}起有效`,
                    en: `valid from ${dayText(validFrom, 'en')}`,
                  })
                : v.t({
                    zh: `${dayText(validFrom, 'zh')}至${dayText(validUntil, 'zh')}有效`,
                    en: `valid ${dayText(validFrom, 'en')} to ${dayText(validUntil, 'en')}`,
                  })}
            </span>
          </li>
        ))}
        {kept.documents.map(({ number }) => (
          <li>
            <a class="govuk-link" href={caseAt(caseNumber, `documents/${encodeURIComponent(number)}`)}>
              <Marked
                v={v}
                text={v.t({ zh: `文书 ${number}（可打印）`, en: `Document ${number} (to print)` })}
              />
            </a>
          </li>
        ))}
      </ul>
      {kept.endedNote !== null && <p class="govuk-body">{v.t(kept.endedNote)}</p>}
    </>
  )
}

/** Papers that were said to be at hand and have not been sent. */
export const Uploads = ({ v, kept }: Shown) => {
  const { caseNumber = '' } = v.params
  const isOpen = kept.outcome !== 'approve' && kept.outcome !== 'notAccepted'
  if (kept.outcome === 'supplement')
    return <ButtonLink href={caseAt(caseNumber, 'supplement')}>{v.t(RESULT.supplement)}</ButtonLink>
  if (!isOpen || !kept.materials.some(({ status }) => status === 'handedIn')) return null
  return (
    <Note>
      <p class="govuk-body">{v.t(RESULT.uploadMeans)}</p>
      <ButtonLink href={caseAt(caseNumber, 'result/files')}>{v.t(RESULT.upload)}</ButtonLink>
    </Note>
  )
}

/** By what one can look without signing in, and rate: told to whoever handed it in, for a while, here and on the paper alone. */
export const Receipt = ({ v, kept }: Shown) => {
  const { caseNumber = '' } = v.params
  const { receipt, evaluation } = kept
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(RESULT.receipt)}</h2>
      <CodesOver v={v} hidden={receipt !== null} />
      {receipt !== null && (
        <div class="hall-codes" data-lives={Math.floor((kept.codesUntil - v.now) / 1000)}>
          <p class="govuk-body">{v.t(RESULT.receiptMeans)}</p>
          <p class="hall-code code">{receipt.code}</p>
          <p class="govuk-body">{v.t(codesUntilText(v, kept))}</p>
        </div>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={caseAt(caseNumber, 'result/receipt')}>
          {v.t(RESULT.printReceipt)}
        </a>
      </p>
      {evaluation !== null && (
        <div class="hall-codes" data-lives={Math.floor((kept.codesUntil - v.now) / 1000)}>
          <h2 class="govuk-heading-m">{v.t(RESULT.rate)}</h2>
          <p class="govuk-body">{v.t(RESULT.rateMeans)}</p>
          <Form v={v} action="/rate/service">
            <input type="hidden" name="token" value={evaluation.token} />
            <Button kind="secondary">{v.t(RESULT.rate)}</Button>
          </Form>
        </div>
      )}
    </>
  )
}

/** Stands in place of the codes once they are shown no more; the script of the page turns one into the other. */
export const CodesOver = ({ v, hidden }: { readonly v: Visit; readonly hidden: boolean }) => (
  <p class="govuk-body hall-codes-over" hidden={hidden}>
    {v.t(RESULT.codesOver)}{' '}
    <a class="govuk-link" href={caseAt(v.params.caseNumber ?? '')}>
      {v.t(RESULT.freshCode)}
    </a>
  </p>
)

export const codesUntilText = (v: Visit, { codesUntil }: Kept) => {
  const minutes = Math.max(1, Math.ceil((codesUntil - v.now) / 60_000))
  return {
    zh: `请抄下或者打印：为了您的安全，${minutes} 分钟后不再显示。在公用电脑上办完请退出登录。`,
    en: `Write it down or print it: to keep it safe it is shown for ${minutes} more ${minutes === 1 ? 'minute' : 'minutes'}. On a shared computer sign out when you are done.`,
  }
}

type Decided = { readonly v: Visit; readonly isAutomatic: boolean; readonly isDecided: boolean }
export const Disagree = ({ v, isAutomatic, isDecided }: Decided) => {
  const { caseNumber = '' } = v.params
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(RESULT.disagree)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {isAutomatic && (
          <li>
            <a class="govuk-link" href={caseAt(caseNumber, 'refer')}>
              {v.t(RESULT.refer)}
            </a>
          </li>
        )}
        {isDecided && <li>{v.t(RESULT.remedies)}</li>}
        <li>{v.t(RESULT.ask)}</li>
      </ul>
    </>
  )
}
