/** Headings of the API document, and schemas that several contracts of this Worker share. */
export const TAGS = {
  wire: { zh: '协议', en: 'Protocol' },
  messages: { zh: '消息往来', en: 'Messages' },
  agreements: { zh: '协议与路由', en: 'Agreements and routes' },
  partners: { zh: '协同地区', en: 'Partner regions' },
} as const
