/**
 * The privacy notice of an item decided by published rules: it names every source that is asked, so that none can be
 * forgotten (个人信息保护法 7, 17, 24). Sources asked in some circumstances only are said to be.
 */
import type { PrivacyNotice, SourceKey, Text } from './item.ts'
import { SOURCE_NAMES } from './source-names.ts'

export function privacyNoticeOf(
  version: string,
  purpose: Text,
  sources: readonly SourceKey[],
): PrivacyNotice {
  const always = namesOf(sources.filter(({ when }) => when === undefined))
  const sometimes = namesOf(sources.filter(({ when }) => when !== undefined))
  const more =
    sometimes.length === 0
      ? { zh: '', en: '' }
      : {
          zh: `仅在您的情形需要时，才另向${zhList(sometimes)}核对。`,
          en: ` Only where your case needs it we also ask: ${enList(sometimes)}.`,
        }
  return {
    version,
    zh: `为${purpose.zh}，我们将向${zhList(always)}核对您的信息，由系统按公布的规则自动处理。${more.zh}您可以要求说明，也可以拒绝自动决定，改由工作人员办理。`,
    en: `To ${purpose.en} we check your data with: ${enList(always)}; the case is handled automatically and by published rules.${more.en} You may ask for an explanation, and you may refuse the automatic decision; a person then decides.`,
  }
}

/** Each once, however many ways it is asked. */
const namesOf = (sources: readonly SourceKey[]): readonly Text[] =>
  [...new Set(sources.map(({ source }) => source))]
    .map((source) => SOURCE_NAMES[source] ?? { zh: source, en: source })
    .filter(({ zh }, at, all) => all.findIndex((other) => other.zh === zh) === at)
const zhList = (names: readonly Text[]) => names.map(({ zh }) => zh).join('、')
const enList = (names: readonly Text[]) => names.map(({ en }) => en).join(', ')
