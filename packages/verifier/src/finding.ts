/**
 * What a verifier can have to say, in words an official understands: what was found, why it matters, what to do next.
 * A reason says why a licence does not hold; a warning stands beside an answer and changes nothing in it.
 */
import type { Finding, Text } from './wire.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const FINDINGS = {
  // The form of what was handed in.
  'token:tooLarge': text(
    '提交的内容过大，不是一份电子证照。请核对所提交的内容。',
    'What was handed in is too large to be a licence. Check what was submitted.',
  ),
  'token:malformed': text(
    '提交的内容不完整，或者被改动过或已损坏，读不出电子证照。请让持证人重新出示。',
    'What was handed in is incomplete, or was changed or damaged: no licence can be read in it. Ask the holder to show it again.',
  ),
  'token:encoding': text(
    '证照编码不规范，内容可能被改动过。请让持证人重新出示。',
    'The licence is not encoded as an issuer encodes it and may have been changed. Ask the holder to show it again.',
  ),
  'token:json': text(
    '证照内容被改动过或已损坏，读不出来（不是完整、规范的 JSON）。请勿采信，请让持证人重新出示原件。',
    'The content was changed or damaged and cannot be read (it is no complete, well-formed JSON). Do not rely on it; ask the holder to show the licence as it was issued.',
  ),
  'token:type': text(
    '提交的不是电子证照，而是其他用途的签名文件，或者证照内容被改动过。请让持证人出示证照本身。',
    'This is a signed file made for another purpose, or the licence was changed. Ask the holder to show the licence itself.',
  ),
  'token:critical': text(
    '证照带有本系统不认识的强制要求，不能采信。请更新核验软件。',
    'The licence carries a mandatory extension that is not known here. Update the verifying software.',
  ),
  'credential:profile': text(
    '证照缺少必备项目或者项目写法不对，内容可能被改动过或已损坏。请勿采信，请让持证人重新出示；仍不行则联系签发机关。',
    'Members every licence must have are missing or malformed; it may have been changed or damaged. Ask the holder to show it again, else contact the issuing authority.',
  ),
  'credential:vct': text(
    '证照种类写法不对，不是本体系签发的证照种类，或者内容被改动过。请联系签发机关。',
    'The type of the licence is not one of this system, or it was changed. Contact the issuing authority.',
  ),
  'credential:issuedInFuture': text(
    '证照的签发时间晚于所核验的时刻，那时尚未签发。核验的是现在的，请核对本机时间；时间无误则不能采信。',
    'The licence was issued after the time asked about. If that is the present, check the clock here; if it is right, do not rely on the licence.',
  ),
  // Who signed it.
  'issuer:unknown': text(
    '签发机关不在信任名单内，或者签发机关一项被改动过，无法核验真伪。请更新信任名单，或向签发地核实。',
    'The issuer is not in the list of trusted issuers, or its name was changed, so it cannot be told whether this is genuine. Update the list or ask the issuing region.',
  ),
  'key:unknown': text(
    '签发所用的密钥不在该地区的信任名单内，无法核验真伪。请更新信任名单后重新核验；仍不在的，证照内容可能被改动过。',
    'The signing key is not in the trusted list of that region. Update the list and verify again; if it is still missing, the licence may have been changed.',
  ),
  'key:algorithm': text(
    '证照声明的签名算法与该密钥不符，按伪造处理。请勿采信。',
    'The licence names a signature algorithm other than that of the key. Treat it as forged.',
  ),
  'key:notInForce': text(
    '签发时该密钥尚未启用或已停用，签名无效。请勿采信，并联系签发机关。',
    'The signing key was not in force when the licence says it was issued. Do not rely on it; contact the issuer.',
  ),
  'key:revoked': text(
    '签发所用的密钥已被吊销，由其签名的证照一律不再有效。请联系签发机关换发。',
    'The signing key has been revoked and nothing it signed counts any more. Have the issuer issue the licence anew.',
  ),
  'signature:invalid': text(
    '签名不符，证照内容被改动过或系伪造。请勿采信。',
    'The signature does not match: the licence was changed or forged. Do not rely on it.',
  ),
  'signature:second': text(
    '附加签名不符，证照可能被改动过。请勿采信。',
    'A second signature does not match; the licence may have been changed. Do not rely on it.',
  ),
  'signature:unsupported': text(
    '本软件不能核验该签名算法（国密 SM2），无法判断真伪。请使用支持国密的核验软件。',
    'This software cannot check the signature algorithm (SM2). Use one that can.',
  ),
  'signature:unchecked': text(
    '附加签名未核验（本软件未启用国密，或信任名单内没有其密钥），第一签名已核验。',
    'The second signature was not checked (SM2 is not switched on here, or its key is not in the list); the first was.',
  ),
  // What was disclosed.
  'disclosure:malformed': text(
    '出示的某项内容格式不对，可能被改动过。请让持证人重新出示。',
    'One of the disclosed items is malformed and may have been changed. Ask the holder to show the licence again.',
  ),
  'disclosure:unreferenced': text(
    '出示了不属于这份证照的内容，或内容被改动过。请勿采信。',
    'An item was shown that does not belong to this licence, or was changed. Do not rely on it.',
  ),
  'disclosure:duplicate': text(
    '同一项内容重复出示或重复登记，不能采信。请让持证人重新出示。',
    'An item is disclosed or referenced more than once. Ask the holder to show the licence again.',
  ),
  'disclosure:reservedName': text(
    '出示的内容使用了保留名称，企图改写证照的固定项目。请勿采信。',
    'A disclosed item uses a reserved name, which would overwrite a fixed part of the licence. Do not rely on it.',
  ),
  'disclosure:collision': text(
    '出示的内容与证照已有项目同名，不能采信。请勿采信，并联系签发机关。',
    'A disclosed item has the name of one that is already there. Do not rely on it; contact the issuer.',
  ),
  'disclosure:hashUnknown': text(
    '证照使用了本系统不认识的摘要算法，无法核验所出示的内容。请更新核验软件。',
    'The licence uses a digest algorithm that is not known here. Update the verifying software.',
  ),
  // That the one who shows it is the holder.
  'keyBinding:missing': text(
    '出示时没有持证人的当场签名，不能证明出示人就是持证人。请让持证人在其设备上重新出示。',
    'The holder did not sign this presentation, so it is not shown that the presenter is the holder. Ask for it again from the holder’s device.',
  ),
  'keyBinding:noHolderKey': text(
    '这份证照没有登记持证人密钥，不能用当场签名核验。请改用亮证码核验。',
    'This licence holds no key of its holder, so it cannot be shown with a proof of possession. Use a one-time code.',
  ),
  'keyBinding:malformed': text(
    '持证人当场签名的格式不对。请让持证人重新出示。',
    'The holder’s proof of possession is malformed. Ask the holder to show the licence again.',
  ),
  'keyBinding:signature': text(
    '持证人当场签名不符，出示人可能不是持证人。请勿采信。',
    'The holder’s signature does not match; the presenter may not be the holder. Do not rely on it.',
  ),
  'keyBinding:otherContent': text(
    '当场签名所签的不是这次出示的内容。请勿采信，请让持证人重新出示。',
    'The holder’s signature covers other content than what is shown. Ask the holder to show the licence again.',
  ),
  'keyBinding:audience': text(
    '这次出示是给另一个单位的，不能在此使用。请让持证人向本单位重新出示。',
    'This presentation was made for somebody else. Ask the holder to show the licence to you.',
  ),
  'keyBinding:nonce': text(
    '这次出示不是回应本次核验请求的，可能是旧出示的重放。请让持证人重新出示。',
    'This presentation does not answer this request and may be an old one replayed. Ask the holder to show the licence again.',
  ),
  'keyBinding:age': text(
    '这次出示的时间过早或晚于现在，已经失效。请让持证人重新出示。',
    'This presentation is too old or dated in the future. Ask the holder to show the licence again.',
  ),
  'keyBinding:unasked': text(
    '出示带有持证人当场签名，但本次核验没有要求，未核对受众与请求编号。',
    'The presentation carries a proof of possession that was not asked for; audience and nonce were not compared.',
  ),
  // Time.
  'time:notYetValid': text(
    '证照尚未生效。请在生效日期之后使用。',
    'The licence is not valid yet. Use it after its first day.',
  ),
  'time:expired': text(
    '证照有效期已过。请提醒持证人办理延续或换发。',
    'The licence has expired. Tell the holder to renew it.',
  ),
  // Status.
  'status:ended': text(
    '证照已被撤销、注销、吊销或已失效。不得作为办事依据。',
    'The licence has been annulled, cancelled, revoked or has lapsed. It must not be relied on.',
  ),
  'status:suspended': text(
    '证照处于暂扣状态，暂扣期间不得使用。发还后可重新核验。',
    'The licence is suspended and must not be used until it is restored.',
  ),
  'status:other': text(
    '证照处于其他非有效状态（如已转出）。请向签发机关查询说明。',
    'The licence is in another state that is not valid, for example transferred out. Ask the issuer.',
  ),
  'status:unavailable': text(
    '没有取得状态列表，无法确认证照是否仍然有效，不能视为有效。请联网后重新核验。',
    'The status list could not be had, so it is unknown whether the licence still holds. Connect and verify again.',
  ),
  'status:stale': text(
    '手中的状态列表已过期，无法确认证照是否仍然有效，不能视为有效。请更新列表后重新核验。',
    'The status list at hand has expired. Fetch a new one and verify again.',
  ),
  'status:pastTtl': text(
    '手中的状态列表已超过建议更新时间，状态以列表时间为准。请尽快更新列表。',
    'The status list at hand is older than its issuer advises; the status is that of the time of the list. Fetch a new one soon.',
  ),
  'status:otherList': text(
    '所用的状态列表不是这份证照的列表，无法确认状态，不能视为有效。请更新列表后重新核验。',
    'The status list is not that of this licence. Fetch the right one and verify again.',
  ),
  'status:foreignList': text(
    '证照指向的状态列表不属于签发地区，不能采信。请勿采信，并联系签发机关。',
    'The licence points to a status list that is not of its issuer. Do not rely on it; contact the issuer.',
  ),
  'status:outOfRange': text(
    '证照在状态列表中没有位置，无法确认状态，不能视为有效。请联系签发机关。',
    'The licence has no place in its status list, so its status is unknown. Contact the issuer.',
  ),
  'statusToken:signature': text(
    '状态列表签名不符，列表不能使用。请重新获取列表。',
    'The signature of the status list does not match. Fetch the list again.',
  ),
  'statusToken:malformed': text(
    '状态列表格式不对，不能使用。请重新获取列表，仍不行则联系签发地区。',
    'The status list is malformed. Fetch it again, or contact the issuing region.',
  ),
  'statusToken:expired': text(
    '状态列表已过期或尚未生效，不能使用。请重新获取列表。',
    'The status list has expired or is dated in the future. Fetch it again.',
  ),
  'statusToken:tooLarge': text(
    '状态列表过大，已停止解压。请联系签发地区。',
    'The status list is larger than allowed; unpacking was stopped. Contact the issuing region.',
  ),
  // The list of trusted issuers.
  'trust:malformed': text(
    '信任名单格式不对，不能使用。请重新获取信任名单。',
    'The trust bundle is malformed. Fetch it again.',
  ),
  'trust:signature': text(
    '信任名单签名不符或签名密钥不受信任，不能使用。请从可靠来源重新获取。',
    'The trust bundle is not signed by a key that is trusted here. Fetch it from a reliable source.',
  ),
  'trust:expired': text(
    '信任名单已过期，仍在宽限期内，可继续核验。请尽快更新信任名单。',
    'The trust bundle has expired and is within its grace period. Verification goes on; update the bundle soon.',
  ),
  'trust:outOfGrace': text(
    '信任名单已过期且超过宽限期，无法核验真伪。请更新信任名单后重新核验。',
    'The trust bundle has expired and its grace period is over. Update it and verify again.',
  ),
  'trust:expiresSoon': text(
    '信任名单即将过期，核验不受影响。请安排更新信任名单。',
    'The trust bundle is about to expire; verification is not affected. Arrange for an update.',
  ),
  // Paper codes.
  'paper:malformed': text(
    '二维码内容不完整或不是证照二维码。请重新扫描。',
    'The code is incomplete or is not the code of a licence. Scan it again.',
  ),
  'paper:copy': text(
    '记录真实；仅凭二维码不能区分原件与复印件。请核对持证人姓名与身份，必要时联网核验。',
    'The record is genuine; copies cannot be told apart by the code. Compare the holder’s name and identity, and verify online where it matters.',
  ),
  // The identifier and what else stands beside an answer.
  'checkDigit:nonstandard': text(
    '电子证照标识的校验位不按国家标准计算，不影响核验结果。',
    'The check character of the identifier is not that of the national standard. The result is not affected.',
  ),
  'identifier:nonstandard': text(
    '电子证照标识不符合国家标准格式，不影响核验结果。',
    'The identifier is not in the form of the national standard. The result is not affected.',
  ),
  demonstration: text('演示数据，不具效力。', 'Demonstration data, without legal effect.'),
} as const satisfies Readonly<Record<string, Text>>

export type FindingCode = keyof typeof FINDINGS

export function finding(code: FindingCode): Finding {
  return { code, zh: FINDINGS[code].zh, en: FINDINGS[code].en }
}

/** What could not be used, with its reason. */
export type Fault = { readonly fault: Finding }

export function fault(code: FindingCode): Fault {
  return { fault: finding(code) }
}

export function isFault(value: object): value is Fault {
  return 'fault' in value
}
