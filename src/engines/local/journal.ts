/** Columns and the values that they had, one entry for each change since the last commit; it keeps its memory. */
export class Journal {
  length = 0;
  columns = new Int32Array(1024);
  values = new Float64Array(1024);

  push(column: number, value: number): void {
    if (this.length === this.columns.length) this.#grow();
    this.columns[this.length] = column;
    this.values[this.length++] = value;
  }

  #grow(): void {
    const { columns, values } = this;
    this.columns = new Int32Array(2 * columns.length);
    this.columns.set(columns);
    this.values = new Float64Array(2 * values.length);
    this.values.set(values);
  }
}
