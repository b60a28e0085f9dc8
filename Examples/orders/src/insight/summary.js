/** What a day brought: how many orders, how much money, which articles. Amounts are cents. */
export class Summary {
  #day;
  #orders = 0;
  #cents = 0;
  #open = 0;
  #pieces = new Map();

  constructor(day) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`not a day: ${day}`);
    this.#day = day;
  }

  add({ total, status, items }) {
    this.#orders += 1;
    this.#cents += total;
    if (status !== "shipped") this.#open += 1;
    for (const { sku, quantity } of items) this.#pieces.set(sku, (this.#pieces.get(sku) ?? 0) + quantity);
  }

  /** As it stands in the table: it has no `placedOn`, so the index of orders does not hold it. */
  item() {
    const best = [...this.#pieces].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 10);
    return {
      id: `summary#${this.#day}`,
      orders: this.#orders,
      cents: this.#cents,
      open: this.#open,
      best: best.map(([sku, pieces]) => ({ sku, pieces })),
    };
  }
}

/** The UTC day before a moment: `2026-03-01` for any moment of 2 March. */
export function dayBefore(moment) {
  const day = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate() - 1));
  return day.toISOString().slice(0, 10);
}
