import { noAgreement, signatureRefused, suiteNotSupported, versionNotSupported } from './exchange-problems.ts'
import type { Failure } from './failure.ts'
import {
  notAllowed,
  type Problem,
  problem,
  receiptCodeOver,
  secondPersonNeeded,
  stepNotPossible,
} from './problem-words.ts'
import { unreachable } from './result.ts'

/**
 * The problem catalogue: the texts of RFC 9457 for every failure, in Chinese and English. A text says what happened, why,
 * and what to do next; it never carries personal data, SQL or a stack.
 */

const WHAT = {
  route: { zh: '该地址', en: 'address' },
  item: { zh: '该事项', en: 'item' },
  case: { zh: '该办件', en: 'case' },
  rules: { zh: '该规则', en: 'rule version' },
  report: { zh: '该报告', en: 'report' },
  document: { zh: '该文书', en: 'document' },
  registry: { zh: '该数据源', en: 'registry' },
  delegation: { zh: '该委托', en: 'delegation' },
  official: { zh: '该工作人员', en: 'official' },
  audit: { zh: '该抽查件', en: 'drawn decision' },
  arrangement: { zh: '该放假安排', en: 'arrangement of days' },
  policy: { zh: '该督办政策', en: 'policy of supervision' },
  notice: { zh: '该督办文书', en: 'notice of supervision' },
  clock: { zh: '该监察时限', en: 'watched clock' },
  card: { zh: '该牌', en: 'card' },
  finding: { zh: '该监察发现', en: 'finding' },
  template: { zh: '该文书模板', en: 'template' },
  file: { zh: '该文件（或者上传已过期的文件）', en: 'file, or an upload that has expired,' },
  table: { zh: '该表', en: 'table' },
  licence: { zh: '该证照', en: 'licence' },
  statusList: { zh: '该状态列表', en: 'status list' },
  licenceType: { zh: '该证照类型', en: 'type of licence' },
  paperCode: {
    zh: '该证照的纸质二维码（此类证照不签发）',
    en: 'paper code, which this type of licence has not,',
  },
  apiKey: { zh: '该 API 密钥', en: 'API key' },
  partner: { zh: '该协同地区', en: 'partner region' },
  agreement: { zh: '该协议', en: 'agreement' },
  shipment: { zh: '该寄件', en: 'shipment' },
  bulletin: { zh: '该通报', en: 'bulletin' },
  platformReport: { zh: '该条上报（或者没有需要重报的）', en: 'report, or none that is at an end,' },
  transfer: { zh: '该转入事项', en: 'offer of a licence' },
  invitation: { zh: '该评价码', en: 'token' },
  receiptCode: { zh: '该查询码', en: 'query code' },
  evaluation: { zh: '该评价', en: 'rating' },
  alarm: { zh: '该异常（或者已了结）', en: 'alarm, or one that is ended already,' },
  endpoint: { zh: '该接收端', en: 'endpoint' },
  delivery: { zh: '该投递', en: 'delivery' },
  message: { zh: '该消息', en: 'message' },
  deadLetter: { zh: '该未送达消息（或者已重新发送）', en: 'dead letter, or one that was sent again,' },
  partnerKey: { zh: '该协同地区的密钥', en: 'key of this partner' },
  sealedDay: { zh: '该日的封存记录（当日未结束或者尚未封存）', en: 'sealed day, or a day not sealed yet,' },
  decision: { zh: '该办件的自动决定', en: 'automatic decision of this case' },
  rectification: { zh: '该整改单', en: 'rectification order' },
  identity: {
    zh: '该评价人的身份信息（未留存或者已销毁）',
    en: 'identity of whoever rated (none was left, or it is erased)',
  },
} as const

/** Status and texts of a failure. */
export function problemOf(failure: Failure): Problem {
  switch (failure.code) {
    case 'notAuthenticated': {
      if (failure.reason === 'key')
        return problem(
          401,
          'API 密钥无效',
          '请求携带的 API 密钥不存在、已吊销、已更换或者已过期。请核对密钥，或者向本地区管理员申领新的密钥。',
          'The API key does not hold',
          'The API key of the request is unknown, revoked, replaced or expired. Check it, or ask the administrator of this region for a new one.',
        )
      if (failure.reason === 'receipt')
        return problem(
          401,
          '回执签名无效',
          '回执没有以接收端自己的密钥（或者服务商的密钥）按 Standard Webhooks 签名，或者签名时间与现在相差超过五分钟。请核对密钥、原文和时钟后重发。',
          'The receipt is not signed as it should be',
          'The receipt is not signed by the key of its endpoint or provider as Standard Webhooks says, or was signed more than five minutes from now. Check key, bytes and clock, and send it again.',
        )
      const reasons = {
        missing: ['请求没有携带登录令牌。', 'The request carries no token.'],
        malformed: ['登录令牌格式不正确。', 'The token is malformed.'],
        expired: ['登录令牌已过期。', 'The token has expired.'],
        untrusted: [
          '登录令牌不是本地区信任的机构签发的。',
          'The token was not issued by a provider this region trusts.',
        ],
      } as const
      const [zh, en] = reasons[failure.reason]
      return problem(
        401,
        '需要登录',
        `${zh}请重新登录后再试。`,
        'Sign-in needed',
        `${en} Sign in again and retry.`,
      )
    }
    case 'signatureRefused':
      return signatureRefused(failure.reason)
    case 'noAgreement':
      return noAgreement()
    case 'versionNotSupported':
      return versionNotSupported(failure.supported)
    case 'suiteNotSupported':
      return suiteNotSupported(failure.supported)
    case 'notAllowed':
      return notAllowed(failure.need, failure.asker)
    case 'invalidInput':
      return problem(
        422,
        '填写内容有误',
        '有内容未通过检查，逐项说明见 errors。请改正后重新提交，本次未保存任何内容。',
        'The input has errors',
        'Some of it did not pass the checks; see errors. Correct it and send it again; nothing was stored.',
      )
    case 'notJson':
      return problem(
        400,
        '请求不是有效的 JSON',
        '请求正文无法按 JSON（UTF-8，键不重复）读取，或者请求头 Content-Type 不是 application/json。请检查后重新发送。',
        'Not valid JSON',
        'The body cannot be read as JSON (UTF-8, no duplicate keys), or the Content-Type header is not application/json. Check both and send it again.',
      )
    case 'notBytes':
      return problem(
        415,
        '请求正文不是字节流',
        '请以请求头 Content-Type: application/octet-stream 发送文件的一段，正文为该段的原样字节。',
        'Not a stream of bytes',
        'Send a part of a file with the header Content-Type: application/octet-stream and its bytes as they are.',
      )
    case 'notAForm':
      return problem(
        400,
        '不是表单',
        '发来的内容不是本站页面的表单，未予处理。请回到页面，重新填写后提交。',
        'Not a form',
        'What was sent is not a form of a page here, so nothing was done. Go back to the page, fill it in and send it again.',
      )
    case 'formForged':
      return problem(
        403,
        '表单已失效',
        '这份表单不是从本浏览器刚打开的本站页面提交的，或者打开之后登录状态变了，未予处理。请回到该页面重新载入，再提交一次；浏览器须允许本站的 Cookie。',
        'This form is no longer good',
        'It was not sent from a page of this site that this browser has open, or you signed in or out since, so nothing was done. Load the page anew and send it again; the browser has to allow this site its cookies.',
      )
    case 'bodyTooLarge':
      return problem(
        413,
        '请求过大',
        `请求正文超过 ${failure.limitBytes} 字节。请缩小后重新发送。`,
        'Body too large',
        `The body is over ${failure.limitBytes} bytes. Make it smaller and send it again.`,
      )
    case 'bodyIncomplete':
      return problem(
        400,
        '请求正文没有发完',
        '连接在请求正文发完之前中断，本次未予处理，未保存任何内容。请重新发送。',
        'Body not complete',
        'The connection broke off before the whole body had come; nothing was handled or stored. Send it again.',
      )
    case 'tooManyRequests':
      return problem(
        429,
        '请求过于频繁',
        `短时间内来自同一身份或地址的请求过多，本次未予处理。请在 ${failure.retryAfterSeconds} 秒后再试。`,
        'Too many requests',
        `Too many requests came from this identity or address in a short time; this one was not handled. Try again in ${failure.retryAfterSeconds} seconds.`,
      )
    case 'quotaUsedUp':
      if (failure.short !== undefined)
        return problem(
          429,
          '当日剩余次数不足',
          `此 API 密钥每日可调用 ${failure.quota} 次，批量核验按份数计；今日在本次请求之外还剩 ${failure.short.left} 次，本次还需 ${failure.short.wanted} 次，未予处理。请减少份数，在 ${failure.retryAfterSeconds} 秒后（次日零时）再试，或者请管理员调整配额。`,
          'Not enough of the daily quota left',
          `This API key may make ${failure.quota} requests a day, and each item of a batch is one; beside this request ${failure.short.left} are left and ${failure.short.wanted} more were needed, so it was not handled. Send fewer items, try again in ${failure.retryAfterSeconds} seconds, after midnight in China, or ask the administrator for a larger quota.`,
        )
      return problem(
        429,
        '当日调用次数已用完',
        `此 API 密钥每日可调用 ${failure.quota} 次，今日已用完，本次未予处理。请在 ${failure.retryAfterSeconds} 秒后（次日零时）再试，或者请管理员调整配额。`,
        'Daily quota used up',
        `This API key may make ${failure.quota} requests a day and has made them; this one was not handled. Try again in ${failure.retryAfterSeconds} seconds, after midnight in China, or ask the administrator for a larger quota.`,
      )
    case 'notFound': {
      const { zh, en } = WHAT[failure.what]
      return problem(
        404,
        '未找到',
        `${zh}不存在，或当前身份不能查看。请核对编号。`,
        'Not found',
        `This ${en} does not exist, or this identity may not see it. Check the number.`,
      )
    }
    case 'methodNotAllowed':
      return problem(
        405,
        '不支持的请求方法',
        '该地址不支持此方法。可用的方法见 /docs。',
        'Method not allowed',
        'This address does not take that method. See /docs for those it takes.',
      )
    case 'itemNotInForce': {
      const zhSpan = `${failure.from ?? '…'} 至 ${failure.until ?? '今后'}`
      return problem(
        422,
        '事项当前不实施',
        `事项 ${failure.itemCode} 的实施期间为 ${zhSpan}，收件当日不在其内。请查看办事大厅的现行事项。`,
        'Item not in force',
        `Item ${failure.itemCode} is in force from ${failure.from ?? '…'} to ${failure.until ?? 'further notice'}, which does not include the day of receipt. See the catalogue for items in force.`,
      )
    }
    case 'noRulesInForce':
      return problem(
        404,
        '没有生效的规则',
        `事项 ${failure.itemCode} 目前没有已公布生效的自动审批规则，由工作人员办理。`,
        'No rules in force',
        `Item ${failure.itemCode} has no published rules in force; officials handle it.`,
      )
    case 'idempotencyKeyMissing':
      return problem(
        400,
        '缺少 Idempotency-Key',
        '请在请求头 Idempotency-Key 中给出 8–128 个可见 ASCII 字符的唯一值，重发时保持不变。',
        'Idempotency-Key missing',
        'Send a unique value of 8–128 visible ASCII characters in the Idempotency-Key header; keep it when you retry.',
      )
    case 'idempotencyKeyReused':
      return problem(
        422,
        'Idempotency-Key 已用于其他内容',
        '同一 Idempotency-Key 已提交过不同内容。新的申请请换用新的值。',
        'Idempotency-Key reused',
        'This Idempotency-Key was sent with a different body. Use a new value for a new request.',
      )
    case 'stillRunning':
      return problem(
        409,
        '同一请求仍在处理',
        '相同的请求正在处理。请稍后用同一 Idempotency-Key 重发。',
        'Still running',
        'The same request is being handled. Retry shortly with the same Idempotency-Key.',
      )
    case 'stepNotPossible':
      return stepNotPossible(failure.words, failure.because)
    case 'receiptCodeOver':
      return receiptCodeOver(failure)
    case 'alreadyRated':
      return problem(
        409,
        '已评价',
        '该次服务已经评价，每次服务评价一次，本次未保存。需要更改的，请在期限内修改或者补充一次。',
        'Already rated',
        'This service has its one rating; nothing was stored. Within the time for it that can be amended once.',
      )
    case 'rulesRefused':
      return problem(
        422,
        '规则不能发布',
        '规则文件有不被接受的内容，位置与原因见 errors。请修改后重新提交。',
        'Rules refused',
        'The rules hold something that is not accepted; see errors for place and reason. Change them and submit again.',
      )
    case 'reportsIncomplete':
      return problem(
        409,
        '公布前的报告不齐',
        '规则版本还不能公布，缺少什么见 errors：公布前须有分析报告、与现行规则的差异和既往办件重算，每一处差异都须说明理由。请补齐后再审批。',
        'Reports before publication incomplete',
        'The rule version cannot be published yet; errors says what is missing: its analysis, the difference to the rules in force, past cases decided again, and a reason for each difference. Complete them and approve again.',
      )
    case 'secondPersonNeeded':
      return secondPersonNeeded(failure.step ?? 'approve')
    case 'uploadIncomplete':
      return problem(
        409,
        '文件尚未传完',
        `文件共 ${failure.size} 字节，自第 ${failure.offset} 字节起还有内容未收到。请继续上传后再提交完成。`,
        'The file is not complete',
        `Of ${failure.size} bytes, some from byte ${failure.offset} on have not arrived. Go on uploading, then complete it.`,
      )
    case 'filesNotConfigured':
      return problem(
        503,
        '未接入文件存储',
        '本地区尚未接入文件存储，不能在线提交或者查看文件。请到受理窗口提交材料。',
        'No file storage',
        'This region has connected no file storage, so files can be neither handed in nor read online. Hand the papers in at the window.',
      )
    case 'notConfigured':
      return problem(
        409,
        '地区配置不全',
        `本地区尚未配置：${failure.what.zh}。未作任何更改，请由管理员补全配置后再办理。`,
        'Not configured',
        `This region has not configured ${failure.what.en}. Nothing was changed; have an administrator complete the configuration first.`,
      )
    case 'licencesNotConfigured':
      return problem(
        503,
        '未配置电子证照',
        `本地区未配置：${failure.what.zh}，暂不能签发或者核验电子证照。请由管理员补全配置；其他事项照常办理。`,
        'E-licences not configured',
        `This region has not configured ${failure.what.en}, so licences can be neither signed nor verified. Have an administrator complete the configuration; everything else goes on.`,
      )
    case 'erased':
      return problem(
        410,
        '内容已按期销毁',
        `该办件的保管期限已满，其中的个人信息已于 ${failure.on} 销毁，不能恢复。事件、日期、摘要和销毁证明仍可查验。`,
        'Erased',
        `The time this case had to be kept is over; its personal data was erased on ${failure.on} and cannot be brought back. Events, dates, digests and the certificate of erasure can still be checked.`,
      )
    case 'noRetentionBasis':
      return problem(
        409,
        '事项未规定保管期限',
        `事项 ${failure.itemCode} 没有写明档案保管期限及其依据，不能归档，也不会按默认期限处理。请先在事项中补充期限和依据。`,
        'No retention period',
        `Item ${failure.itemCode} names no retention period with its basis, so its cases cannot be archived; there is no default. State the period and its basis in the item first.`,
      )
    case 'unavailable':
      if (failure.what === 'partner')
        return problem(
          503,
          '对方地区暂时没有答复',
          '此内容由对方地区发布，现在取不到，本地也没有仍然有效的副本。请稍后重试。',
          'The other region does not answer now',
          'What is asked for is published by the other region. It cannot be had now, and no copy is kept here that still counts. Try again later.',
        )
      if (failure.what === 'partnerKey')
        return problem(
          503,
          '对方地区的密钥缺失',
          '本办件须同时告知对方地区，而本地没有该地区承办部门可用的密钥（未登记，或者已全部吊销），本次没有写入任何内容。请通知管理员向对方地区核对密钥指纹并登记新的部门密钥，然后重试。',
          'The other region has no key',
          'The other region is told in the same step, and no key of its office is known here that could be used: none is registered, or all were revoked. Nothing was written. Ask the administrator to register a new office key, compared with that region by its thumbprint, and try again.',
        )
      if (failure.what === 'signer')
        return problem(
          503,
          '电子证照暂时不能签发',
          '准予决定与电子证照同时作出。证照签发服务暂时不能使用，本次没有作出决定，也没有写入任何内容。请稍后重试；一直不能使用的，请通知管理员检查证照签发服务。',
          'The e-licence cannot be signed now',
          'A grant and its e-licence are made together. The signing service cannot be used now: nothing was granted and nothing was written. Try again later; if it stays so, tell the administrator to look at the signing service.',
        )
      return problem(
        503,
        '服务暂不可用',
        '系统暂时无法完成请求，本次结果不明。请稍后用同一 Idempotency-Key 重试，不会重复受理。',
        'Temporarily unavailable',
        'The request could not be completed, and its result is not known. Retry later with the same Idempotency-Key; nothing is taken in twice.',
      )
    case 'internal':
      return problem(
        500,
        '系统错误',
        '系统出现错误，已记录。请稍后重试，并在联系我们时提供 requestId。',
        'Internal error',
        'Something went wrong on our side and was logged. Retry later; quote the requestId when you contact us.',
      )
    default:
      return unreachable(failure)
  }
}
