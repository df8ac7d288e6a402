/** SQL that holds for a row of `series` that bears a label now: whatever case it is asked in. */
export function hasLabel(table: string, label: string, parameter: (value: unknown) => string): string {
  return `EXISTS (SELECT FROM series_label AS worn WHERE worn.series_id = ${table}.id AND lower(worn.label) = lower(${parameter(label)}))`;
}
