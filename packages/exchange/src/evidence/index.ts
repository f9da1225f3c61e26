export { EVIDENCE_FORMAT, type EvidenceBundle, evidenceSchema } from './bundle.ts'
export { type CaseHead, headDigest, headOf, type TimelineEntry, timelineOf } from './timeline.ts'
export { type EvidenceFault, type EvidenceReport, verifyEvidence } from './verify.ts'
