/**
 * By which channel 评价渠道 a rating came, with the code `pf` of the national interface. Only 1 (PC) was read in practice; the
 * others are this region's own until the platform's table is at hand, and a region may map them anew.
 */
export const RATING_CHANNELS = {
  web: { code: '1', zh: '网站', en: 'website', by: 'holder' },
  app: { code: '2', zh: '移动端', en: 'app', by: 'holder' },
  pad: { code: '3', zh: '窗口评价器', en: 'pad at a window', by: 'terminal' },
  selfService: { code: '4', zh: '自助终端', en: 'self-service terminal', by: 'terminal' },
  sms: { code: '5', zh: '短信', en: 'text message', by: 'holder' },
  qr: { code: '6', zh: '二维码', en: 'QR code on the receipt', by: 'holder' },
  hotline: { code: '7', zh: '热线', en: 'hotline', by: 'operator' },
} as const satisfies Record<
  string,
  { code: string; zh: string; en: string; by: 'holder' | 'terminal' | 'operator' }
>
export type RatingChannel = keyof typeof RATING_CHANNELS
