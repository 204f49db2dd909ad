/** The marks of an agency and its section in document numbers (机关代字, 科室代字). */
export interface NumberingMarks {
  readonly agencyMark: string;
  readonly sectionMark: string;
}

const SERIES_MARK = { granted: '', refused: '不许', notAccepted: '不受' } as const;

/**
 * The series a decision's number is taken from: gap-free per agency, section, kind of decision and year, such as
 * `钦审批路〔2023〕`.
 */
export function decisionSeries(marks: NumberingMarks, year: number, kind: keyof typeof SERIES_MARK): string {
  return `${marks.agencyMark}${marks.sectionMark}${SERIES_MARK[kind]}〔${year}〕`;
}

/** The document number `机关代字 + 科室代字 + 〔年〕 + 序号 + 号`. */
export function decisionNumber(series: string, sequence: number): string {
  return `${series}${sequence}号`;
}

/** The series of the cases one window receives on one day. */
export function caseSeries(windowCode: string, date: string): string {
  return `PL${windowCode}-${date.replaceAll('-', '')}`;
}

/** The case number an owner asks after: series and at least three digits. */
export function caseNumber(series: string, sequence: number): string {
  return `${series}-${String(sequence).padStart(3, '0')}`;
}
