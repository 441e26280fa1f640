/** Style and script of the HTML report. */

export const STYLE = `
:root { --ink: #1c2430; --soft: #5b6675; --ground: #ffffff; --card: #f4f6f9; --line: #d9dfe7;
  --new: #b42318; --lifted: #14713a; --restricted: #8a5a00; --uncovered: #3b4fc4; --all: #8793a3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #a3aebd; --ground: #12161c; --card: #1c222b;
  --line: #303a47; --new: #ff8a7d; --lifted: #6fd394; --restricted: #f0bd62; --uncovered: #9fb0ff; --all: #77849a; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.cards { display: flex; flex-wrap: wrap; gap: 1rem; margin-top: 1.5rem; }
.card { flex: 1 1 12rem; background: var(--card); border-left: 4px solid var(--line); border-radius: 6px; padding: .75rem 1rem; }
.card h2 { margin: 0; font-size: .95rem; color: var(--soft); } .card p { margin: 0; }
.figure { font-size: 1.5rem; font-weight: 600; }
.new { border-color: var(--new); } .lifted { border-color: var(--lifted); }
.restricted { border-color: var(--restricted); } .uncovered { border-color: var(--uncovered); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tr.lifted, tr.newly-restricted { border-left: 3px solid var(--lifted); } tr.newly-restricted { border-left-color: var(--new); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
meter { width: 5rem; height: .6rem; vertical-align: middle; }
pre { background: var(--card); padding: .75rem; overflow-x: auto; font-size: .8rem; }
#chart { background: var(--card); border-radius: 6px; padding: .5rem; } .u-legend { color: var(--ink); }
@media print { body { background: none; } }
`;

/** Runs in the reader's browser. Drawn anew when light and dark change, or the width. */
export const DRAW_CHARTS = `
(() => {
  const days = JSON.parse(document.getElementById('days').textContent);
  const place = document.getElementById('chart');
  if (place === null) return;
  const data = [
    days.map((day) => Date.parse(day.date) / 1000),
    ...['restricted', 'newlyRestricted', 'uncovered'].map((key) => days.map((day) => day[key])),
  ];
  const draw = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
    const series = (label, name) => ({ label, stroke: colour(name), width: 2, fill: colour(name) + '22', points: { show: days.length < 60 } });
    place.replaceChildren();
    new uPlot({
      width: place.clientWidth - 16, height: 280, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      scales: { y: { range: (_, low, high) => [0, Math.max(high * 1.1, 1)] } }, axes: [axis, { ...axis, size: 70 }],
      series: [{ value: '{YYYY}-{MM}-{DD}' }, series('restricted', 'restricted'), series('newly restricted', 'new'), series('without a rule', 'uncovered')],
    }, data, place);
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('resize', draw);
})();
`;
