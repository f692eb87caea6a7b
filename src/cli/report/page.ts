/** A text as HTML and SVG show it, whatever is in it. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** States of bars differ by their border and sign too, for those who see no colours. */
export const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1c1f23; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } .lead { color: #4b5563; }
table { border-collapse: collapse; } .roster { table-layout: fixed; width: 100%; margin-bottom: 1.2rem; }
.roster th:first-child { width: 9rem; } .roster td, .roster th { overflow-wrap: anywhere; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #e2e5e9; }
thead th { border-bottom: 2px solid #9aa3ad; white-space: nowrap; } .number { text-align: right; }
.bar { display: block; font-size: .8rem; margin: 2px 0; padding: 1px 5px; border-radius: 3px; border-left: 4px solid #0072b2; background: #e3f0fa; }
.legend .bar { display: inline-block; } .bar.posted { border-color: #8a8a8a; background: #eeeeee; }
.bar.pinned { border-color: #009e73; background: #def3ec; } .bar.moved { border-left-style: double; border-color: #b36b00; background: #fdf0d9; }
.bar.conflict { border-color: #d55e00; border-left-style: dashed; background: #fbe4d8; }
summary { cursor: pointer; color: #4b5563; margin-top: 2rem; }
@media print { @page { size: landscape; margin: 12mm; } body { margin: 0; max-width: none; font-size: 12px; padding: 0; }
.bar { print-color-adjust: exact; } tr { break-inside: avoid; } thead { display: table-header-group; } details { display: none; } }
`;
