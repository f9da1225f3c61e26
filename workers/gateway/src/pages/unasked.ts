/**
 * Whether nobody looking at these pages asked for a page: a link of another site led here, or a browser fetched it before it was
 * wanted (Fetch Metadata; `Sec-Purpose`). What a page would make is not made then. A browser that tells neither is taken at its
 * word, since a page that only shows something is no harm.
 */
export const isUnasked = (headers: Headers): boolean =>
  headers.get('Sec-Fetch-Site') === 'cross-site' ||
  headers.get('Sec-Purpose')?.startsWith('prefetch') === true ||
  headers.get('Purpose') === 'prefetch'
