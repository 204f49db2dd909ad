/** The marks of an agency and its section in document numbers (机关代字, 科室代字). */
export interface NumberingMarks {
  readonly agencyMark: string;
  readonly sectionMark: string;
}

/** The series a permit number is taken from: gap-free per agency, section and year. */
export function permitSeries(marks: NumberingMarks, year: number): string {
  return `${marks.agencyMark}${marks.sectionMark}〔${year}〕`;
}

/** The document number `机关代字 + 科室代字 + 〔年〕 + 序号 + 号`. */
export function permitNumber(series: string, sequence: number): string {
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
