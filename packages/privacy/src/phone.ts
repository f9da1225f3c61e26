/**
 * Mainland telephone numbers by shape alone; whether a number is in service is not known here.
 */

/** 11 digits beginning 13–19 (手机). */
export const isMobile = (text: string): boolean => /^1[3-9]\d{9}$/.test(text)

/** Area code and subscriber number with an optional hyphen (固定电话). */
export const isLandline = (text: string): boolean => /^0(?:10|2\d|[3-9]\d{2})-?[2-9]\d{6,7}$/.test(text)

export const isMainlandPhone = (text: string): boolean => isMobile(text) || isLandline(text)
