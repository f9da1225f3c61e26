import { ID_KINDS } from '@tongban/kernel'
import { anyJson } from '@tongban/kernel/parse'
import * as z from 'zod'
import { applicationSchema } from '../applications/body.ts'

/** A file of the case there, by the digest of its bytes; what it is called is personal. */
const namedFile = z.object({
  fileId: z.string().max(64),
  digest: z.string().max(64),
  name: z.string().max(400).optional(),
  material: z.string().max(128).optional(),
})

/**
 * What is personal in `case.submitted` and `case.supplement-provided`, as the receiving region 收件地 writes it and the
 * handling region 办理地 reads it: the application itself, who handed it in and how well they are known, and what the
 * window has looked at. 国办发〔2020〕35号: where it is only collected (异地代收代办) the window checks form and identity, and
 * nothing else.
 */
export const submissionSchema = z.object({
  application: applicationSchema,
  submitter: z.object({
    kind: z.enum(['applicant', 'official']),
    /** Whose identity was established; of an official at a window, the person before them. */
    name: z.string().max(100),
    idKind: z.enum(ID_KINDS),
    idNumber: z.string().max(32),
    realNameLevel: z.enum(['L0', 'L1', 'L2', 'L3']),
  }),
  /** What a window has looked at with the person before it; null where nobody was there. */
  checks: z
    .object({
      form: z.literal('complete'),
      identity: z.literal('inPerson'),
      department: z.string().max(64),
      departmentName: z.string().max(200),
    })
    .nullable(),
  /** Uploads of the case, by the digest of their bytes. */
  files: z.array(namedFile).max(100),
})
export type Submission = z.output<typeof submissionSchema>

/** What a supplement holds; the digest in the open part is that of its canonical JSON. */
export const supplementSchema = z.object({
  materials: z
    .array(
      z.object({
        code: z.string().max(64),
        name: z.string().max(200).optional(),
        reference: z.string().max(128).optional(),
      }),
    )
    .max(50),
  form: z.record(z.string().max(64), anyJson).optional(),
  note: z.string().max(1000).optional(),
  /** `applicant`, or the window that took it in. */
  by: z.enum(['applicant', 'official']),
  files: z.array(namedFile).max(100),
})
export type SupplementTold = z.output<typeof supplementSchema>
