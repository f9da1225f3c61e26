import type { Said } from '@tongban/http'
import type { Verdict } from './schemas.ts'

/** What a verdict means, in words, and what to do about it: the same online and in the page without a network. */
type StateWords = { readonly name: Said; readonly means: Said; readonly todo: Said }
export const STATE_WORDS: Readonly<Record<Verdict['state'], StateWords>> = {
  valid: {
    name: { zh: '有效', en: 'Valid' },
    means: {
      zh: '证照真实，内容没有改动，现在有效。',
      en: 'The licence is genuine, unchanged and in force.',
    },
    todo: {
      zh: '可以采信。请核对出示人是否就是持证人。',
      en: 'It can be relied on. Check that whoever shows it is its holder.',
    },
  },
  suspended: {
    name: { zh: '暂扣', en: 'Suspended' },
    means: {
      zh: '证照真实，但正在暂扣期间。',
      en: 'The licence is genuine but suspended for the time being.',
    },
    todo: {
      zh: '暂扣期间不得使用。请持证人联系签发机关，发还后再核验。',
      en: 'It must not be used now. The holder should contact the issuer; verify again once it is restored.',
    },
  },
  ended: {
    name: { zh: '已终止', en: 'Ended' },
    means: {
      zh: '证照曾经签发，但已经撤销、注销、吊销或者失效。',
      en: 'The licence was issued, but has been annulled, cancelled or revoked, or has lapsed.',
    },
    todo: {
      zh: '不得作为办事依据。请持证人向签发机关了解情况。',
      en: 'It must not be relied on. The holder can ask the issuer why.',
    },
  },
  expired: {
    name: { zh: '已过期', en: 'Expired' },
    means: { zh: '证照真实，但有效期已过。', en: 'The licence is genuine, but its time is over.' },
    todo: {
      zh: '不得继续使用。请持证人办理延续或换发。',
      en: 'It must not be used any more. The holder should renew it.',
    },
  },
  notYetValid: {
    name: { zh: '尚未生效', en: 'Not yet valid' },
    means: {
      zh: '证照真实，但生效日期未到。',
      en: 'The licence is genuine, but its first day has not come.',
    },
    todo: { zh: '请在生效日期以后再核验。', en: 'Verify it again from its first day on.' },
  },
  unknown: {
    name: { zh: '无法确认', en: 'Unknown' },
    means: {
      zh: '现在不能确认证照是否有效，不能视为有效。',
      en: 'It cannot be told now whether the licence holds. That is never a yes.',
    },
    todo: {
      zh: '请不要采信，联网后重新核验；仍不能确认的，联系签发机关。',
      en: 'Do not rely on it. Verify it again with a network, or contact the issuer.',
    },
  },
  invalid: {
    name: { zh: '无效', en: 'Not valid' },
    means: {
      zh: '没有证明这是一份真实的证照，或者所出示的码不能使用。',
      en: 'It is not shown to be a genuine licence, or the code cannot be used.',
    },
    todo: {
      zh: '请不要采信。请持证人当面重新出示；怀疑伪造的，联系签发机关。',
      en: 'Do not rely on it. Ask the holder to show it again before you; if you suspect a forgery, contact the issuer.',
    },
  },
}

export const VERIFY_WORDS = {
  title: { zh: '核验证照', en: 'Verify a licence' },
  result: { zh: '核验结果', en: 'Result' },
  check: { zh: '核验', en: 'Verify' },
  again: { zh: '再核验一份', en: 'Verify another' },
  why: { zh: '原因', en: 'Why' },
  todo: { zh: '该怎么办', en: 'What to do' },
  notes: { zh: '注意', en: 'Please note' },
  disclosed: { zh: '出示的内容', en: 'What was shown' },
  nothing: { zh: '没有出示持证人的其他内容。', en: 'Nothing else of the holder was shown.' },
  type: { zh: '证照种类', en: 'Type of licence' },
  authority: { zh: '签发机关', en: 'Issued by' },
  region: { zh: '签发地区', en: 'Region' },
  otherRegion: {
    zh: '由其他地区签发，本地区与该地区互认',
    en: 'issued by another region, which this region trusts',
  },
  identifier: { zh: '电子证照标识', en: 'Identifier' },
  validity: { zh: '有效期', en: 'Validity' },
  signature: { zh: '签名', en: 'Signature' },
  status: { zh: '状态', en: 'Status' },
  asOf: { zh: '状态截至', en: 'Status as of' },
  noStatus: { zh: '没有取得状态', en: 'no status could be had' },
  checkedAt: { zh: '核验时间', en: 'Checked at' },
  paste: { zh: '粘贴亮证码、二维码文字或证照内容', en: 'Paste a code, the text of a QR code, or a licence' },
  pasteHint: {
    zh: '亮证码 26 位，或者带 /L/ 的完整网址；纸质二维码以 TB1: 开头；证照文件的全部文字也可以。',
    en: 'A one-time code of 26 characters or its whole address with /L/; a paper code begins with TB1:; the whole text of a licence file is fine too.',
  },
  file: { zh: '或者选择文件', en: 'Or choose a file' },
  fileHint: {
    zh: '证照文件（.licence.json），或者二维码的图片。图片由本页的脚本识别，不上传。',
    en: 'A licence file (.licence.json) or a picture of a QR code. A picture is read by a script of this page and not sent.',
  },
  scan: { zh: '用摄像头扫码', en: 'Scan with the camera' },
  stop: { zh: '停止扫码', en: 'Stop scanning' },
  scanning: { zh: '请将二维码对准取景框。', en: 'Hold the code before the camera.' },
  noCamera: {
    zh: '不能使用摄像头：没有摄像头，或者没有允许本页使用。请粘贴文字，或者选择图片。',
    en: 'The camera cannot be used: there is none, or this page may not use it. Paste the text or choose a picture.',
  },
  noCode: {
    zh: '图片里没有找到二维码。请换一张清楚的图片，或者粘贴文字。',
    en: 'No QR code was found in the picture. Choose a clearer one, or paste the text.',
  },
  noScript: {
    zh: '在本页扫码需要脚本。没有脚本时，可以用手机相机扫亮证码，打开网址后核验；也可以粘贴文字或者上传证照文件。',
    en: 'Scanning in this page needs a script. Without one, scan a one-time code with the camera of a telephone and open its address, paste the text, or upload a licence file.',
  },
} as const satisfies Record<string, Said>
