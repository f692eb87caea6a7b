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
.scroll { overflow-x: auto; } table { border-collapse: collapse; } .roster td, .roster th { min-width: 4.5rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #e2e5e9; }
thead th { border-bottom: 2px solid #9aa3ad; white-space: nowrap; } .number { text-align: right; }
.roster th:first-child { position: sticky; left: 0; background: #fff; white-space: nowrap; }
.bar { display: block; font-size: .8rem; margin: 2px 0; padding: 1px 5px; border-radius: 3px; border-left: 4px solid #0072b2; background: #e3f0fa; }
.legend .bar { display: inline-block; } .bar.posted { border-color: #8a8a8a; background: #eeeeee; }
.bar.pinned { border-color: #009e73; background: #def3ec; } .bar.moved { border-left-style: double; border-color: #b36b00; background: #fdf0d9; }
.bar.conflict { border-color: #d55e00; border-left-style: dashed; background: #fbe4d8; }
@media print { body { margin: 0; max-width: none; } }
`;
