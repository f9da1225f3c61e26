/**
 * How a partner region is reached: a port, so that tests can put a line with faults between two regions. Redirects are
 * never followed: whoever answers is who was asked.
 */
export type Transport = (request: Request) => Promise<Response>

export const fetchTransport: Transport = (request) => fetch(request, { redirect: 'manual' })
