import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ID_KINDS } from '../parts/claims.tsx'
import { TextArea, TextInput } from '../parts/form.tsx'
import { Heading } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { Scanner } from './ask.tsx'
import { MOST_CHARACTERS } from './question.ts'
import { SIGNS } from './sign.tsx'
import { STATE_WORDS, VERIFY_WORDS } from './words.ts'

/**
 * Verification in the page itself by the verifier package: nothing of the licence leaves the device. Kept for when the network
 * is gone by public/sw.js, which asks for it without cookies, so that nobody's name is kept with it.
 */
const TITLE = { zh: '在本页内核验', en: 'Verify in this page' }

export const verifyOffline = definePage({
  method: 'get',
  path: '/verify/offline',
  rights: ['anyone'],
  answer: (v) => {
    const { t } = v
    return page(
      TITLE,
      <>
        <Heading>{t(TITLE)}</Heading>
        <p class="govuk-body">
          {t({
            zh: '证照只在本机核验，不发给任何人，没有网络也可以。证照的状态是本机上次联网时取得的；不能确认的显示“无法确认”，不能视为有效。',
            en: 'The licence is verified on this device alone and sent to nobody, also without a network. Its status is as this device last fetched it; what cannot be told is “unknown”, which is never a yes.',
          })}
        </p>
        <noscript>
          <p class="govuk-inset-text">
            {t({
              zh: '在本页内核验需要脚本。没有脚本时请用',
              en: 'Verifying in the page needs a script. Without one use',
            })}{' '}
            <a class="govuk-link" href="/verify">
              {t(VERIFY_WORDS.title)}
            </a>
          </p>
        </noscript>
        <h2 class="govuk-heading-m">
          {t({ zh: '能离线核验哪些地区的证照', en: 'Whose licences can be verified without a network' })}
        </h2>
        <p class="govuk-body">
          {t({
            zh: '下列地区的证照。其他地区的，没有网络时显示“无法确认”，请联网核验。',
            en: 'Those of the regions below. Of any other the answer is “unknown” without a network.',
          })}
        </p>
        <div id="held" class="govuk-body" role="status">
          {t({ zh: '还没有取得，请联网打开本页一次。', en: 'None yet: open this page once with a network.' })}
        </div>
        <Scanner v={v} />
        <div id="offline" data-words={JSON.stringify(wordsOf(v))}>
          <TextArea
            v={v}
            name="shown"
            label={t({ zh: '粘贴二维码文字或证照内容', en: 'Paste the text of a QR code or a licence' })}
            hint={t({ zh: '一次性亮证码要联网核验。', en: 'A one-time code needs a network.' })}
            rows={4}
            maxlength={MOST_CHARACTERS}
          />
          <TextInput
            v={v}
            name="file"
            type="file"
            label={t(VERIFY_WORDS.file)}
            hint={t(VERIFY_WORDS.fileHint)}
            accept=".json,.txt,application/json,text/plain,image/*"
          />
          <button type="button" class="govuk-button" id="check">
            {t(VERIFY_WORDS.check)}
          </button>
          <div id="result" role="status" tabindex={-1} />
        </div>
      </>,
      { styles: ['licences.css'], scripts: ['verify-offline.js'], policy: 'scanner', back: '/verify' },
    )
  },
})

/** What the script says, in the language of the page. */
function wordsOf({ t, language, env }: Visit) {
  return {
    language,
    here: env.TONGBAN_REGION,
    states: Object.fromEntries(
      Object.entries(STATE_WORDS).map(([state, { name, means, todo }]) => [
        state,
        { name: t(name), means: t(means), todo: t(todo) },
      ]),
    ),
    signs: SIGNS,
    idKinds: Object.fromEntries(Object.entries(ID_KINDS).map(([kind, said]) => [kind, t(said)])),
    between: t({ zh: '{from} 至 {until}', en: '{from} to {until}' }),
    withoutEnd: t({ zh: '{from} 至 长期', en: 'from {from}, without an end' }),
    holder: t({ zh: '持证人', en: 'Holder' }),
    holderNumber: t({ zh: '持证主体代码', en: 'Identity number' }),
    needsNetwork: t({
      zh: '这是一次性亮证码，要联网核验。请联网后到“核验”页面核验，或者请持证人出示纸质二维码或证照文件。',
      en: 'This is a one-time code, which needs a network. Verify it on the page “Verify”, or ask for a paper code or a licence file.',
    }),
    notUnderstood: t({
      zh: '这不像证照或者纸质二维码的文字。请核对是否完整，再试一次。',
      en: 'This looks like no licence and no text of a paper code. See that it is complete and try again.',
    }),
    noTrust: t({
      zh: '本机还没有信任名单，无法确认。请联网打开本页一次。',
      en: 'There is no trust bundle on this device yet, so nothing can be told. Open this page once with a network.',
    }),
    refused: t({
      zh: '取得的信任名单不是由已固定的公钥签名，没有采用。请与该地区另行公布的指纹核对。',
      en: 'The trust bundle that came is not signed by a pinned key and was not taken. Compare with the thumbprint the region publishes elsewhere.',
    }),
    held: t({
      zh: '以上地区的公钥取自 {issuedAt} 签发的信任名单',
      en: 'The keys of these regions are those of the trust bundle issued at {issuedAt}',
    }),
    heldOf: t({
      zh: '{region}：证照的状态截至 {asOf}',
      en: '{region}: the status of its licences as of {asOf}',
    }),
    notHeldOf: t({
      zh: '{region}：还没有取得证照的状态，离线核验只会显示“无法确认”',
      en: '{region}: no status at hand yet, so the answer is “unknown” without a network',
    }),
    pinned: t({ zh: '已固定的公钥指纹', en: 'Thumbprint of the pinned key' }),
    ...Object.fromEntries(
      (
        [
          'why',
          'todo',
          'notes',
          'disclosed',
          'nothing',
          'authority',
          'region',
          'otherRegion',
          'identifier',
          'validity',
          'asOf',
          'noStatus',
          'checkedAt',
          'signature',
          'type',
          'result',
        ] as const
      ).map((name) => [name, t(VERIFY_WORDS[name])]),
    ),
  }
}
