/// The style sheet of the page.
///
/// Blue and orange are told apart by every common kind of color blindness; a state is a sign and a word as well as a color.
enum HTMLStyle {
  static let sheet: Markup = colors + layout + tables + charts

  private static let colors: Markup = """
    :root { color-scheme: light dark; --page: #f4f6f8; --panel: #ffffff; --ink: #17212b; --soft: #5a6875; --line: #dfe5ea;
      --track: #eef1f4; --series1: #1c6ca8; --series2: #8a6d1f; --gain: #1c6ca8; --loss: #c4541a; --strong: #ffffff; --middle: #17212b;
      --ok: #17714f; --ok-back: #e3f3ec; --broken: #a92a1d; --broken-back: #fbe9e6; --quotes: #94a3b1; }
    @media (prefers-color-scheme: dark) { :root { --page: #10161c; --panel: #18212a; --ink: #e6ecf1; --soft: #9dabb8;
      --line: #2b3742; --track: #232e38; --series1: #62b0e8; --series2: #d9b44a; --gain: #62b0e8; --loss: #f0905a;
      --strong: #10161c; --middle: #10161c; --ok: #5fcfa3; --ok-back: #16332a; --broken: #ff9a8c; --broken-back: #40201c;
      --quotes: #667686; } }

    """

  private static let layout: Markup = """
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.5;
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
      font-variant-numeric: tabular-nums; }
    header.page, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
    header.page { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 12px 24px;
      padding-top: 36px; }
    h1 { font-size: 28px; line-height: 1.2; margin: 0; letter-spacing: -0.015em; }
    h2 { font-size: 21px; line-height: 1.3; margin: 0 0 4px; letter-spacing: -0.01em; }
    h3 { font-size: 15px; margin: 28px 0 10px; }
    p { margin: 0; }
    .facts, .lead, .note, footer { color: var(--soft); }
    .facts { margin-top: 4px; }
    .lead { max-width: 92ch; margin-bottom: 20px; }
    strong, .nowrap { white-space: nowrap; }
    .note { font-size: 13px; font-weight: 400; overflow-wrap: anywhere; }
    nav { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 4px 22px; padding: 10px 0; font-size: 14px;
      border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
    nav a { color: var(--soft); text-decoration: none; }
    nav a:hover, nav a:focus { color: var(--ink); text-decoration: underline; }
    section { padding: 36px 0 8px; }
    section + section { border-top: 1px solid var(--line); margin-top: 28px; }
    #overview { padding-top: 26px; }
    .verdict { font-size: 19px; line-height: 1.5; max-width: 78ch; margin-bottom: 22px; overflow-wrap: anywhere; }
    .state { display: inline-block; white-space: nowrap; border-radius: 99px; padding: 5px 14px; font-weight: 600;
      font-size: 14px; }
    .state.ok { color: var(--ok); background: var(--ok-back); }
    .state.broken { color: var(--broken); background: var(--broken-back); }
    .state.none { color: var(--soft); background: var(--track); }
    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(196px, 1fr)); gap: 14px; }
    .card, figure.panel, .limits li { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
    .card { padding: 15px 18px 14px; }
    .name { color: var(--soft); font-size: 13px; font-weight: 600; }
    .card .value { font-size: 25px; line-height: 1.3; font-weight: 650; letter-spacing: -0.02em; white-space: nowrap; }
    .part { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .cards.long .value { font-size: 20px; }
    .limits { list-style: none; margin: 0; padding: 0; display: grid; gap: 14px;
      grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); }
    .limits li { padding: 12px 18px 10px; }
    .limits li.broken { border-color: var(--broken); }
    .limits .name { display: flex; justify-content: space-between; align-items: center; gap: 8px; overflow-wrap: anywhere; }
    .limits .what { display: block; } .limits .what::first-letter { text-transform: uppercase; }
    .limits .state { font-size: 12px; padding: 2px 10px; }
    .limits .reading { font-size: 14px; margin: 3px 0 5px; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 18px;
      align-items: start; margin-bottom: 18px; }
    .pair > * { min-width: 0; }
    .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 268px), 1fr)); gap: 14px;
      margin-bottom: 14px; }
    .panels.wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); }
    figure { margin: 0; }
    figure.panel { padding: 14px 16px 12px; margin-bottom: 18px; min-width: 0; }
    .pair figure.panel, .panels figure.panel { margin-bottom: 0; }
    figcaption { margin-bottom: 8px; display: flex; flex-wrap: wrap; gap: 0 10px; align-items: baseline; }
    .figure-title { font-weight: 600; } figcaption .note { flex-basis: 100%; }
    details { margin: 14px 0; }
    details[open] > summary { margin-bottom: 14px; }
    summary { cursor: pointer; color: var(--soft); font-weight: 600; font-size: 14px; }
    summary:hover { color: var(--ink); }
    ul, dl { margin: 0; } ul { padding-left: 20px; } li { margin-bottom: 5px; overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 5px 18px; }
    dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
    footer { font-size: 13px; padding-top: 18px; padding-bottom: 44px; margin-top: 36px;
      border-top: 1px solid var(--line); }
    @media (max-width: 560px) { header.page, main, footer { padding-left: 16px; padding-right: 16px; }
      header.page { padding-top: 22px; } .verdict { font-size: 17px; }
      .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; } .card { padding: 12px 13px; }
      .card .value, .cards.long .value { font-size: 18px; }
      table { font-size: 13px; } th, td { padding-right: 12px; } }

    """

  private static let tables: Markup = """
    .scroll { overflow-x: auto; border-radius: 10px; }
    .scroll + .pair, .scroll + .scroll, .pair + .scroll { margin-top: 22px; }
    .pair > .scroll + .scroll { margin-top: 0; }
    .scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--series1); outline-offset: 2px; }
    table { border-collapse: collapse; width: 100%; font-size: 14px; margin-bottom: 14px; }
    caption { text-align: left; font-weight: 600; padding: 2px 0 8px; font-size: 15px; position: sticky; left: 0;
      max-width: min(100%, calc(100vw - 48px)); }
    th, td { padding: 6px 14px 6px 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: baseline; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--soft); font-size: 13px; font-weight: 600; vertical-align: bottom; }
    thead th.number { white-space: normal; } tbody th { font-weight: 500; min-width: 112px; } tr.total th, tr.total td { font-weight: 650; }
    .number { text-align: right; white-space: nowrap; }

    """

  private static let charts: Markup = """
    svg { display: block; width: 100%; overflow: visible; }
    .heat > div { margin: 0 auto; }
    svg text { fill: var(--ink); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
      font-variant-numeric: tabular-nums; }
    .panels svg text { font-size: 11px; }
    svg .tick { fill: var(--soft); } svg .faint { opacity: 0.75; } svg .axis-title { fill: var(--soft); }
    svg .strong { font-weight: 600; fill: var(--ink); }
    .grid { stroke: var(--line); } .axis { stroke: var(--soft); stroke-opacity: 0.55; }
    .zero { stroke: var(--ink); stroke-opacity: 0.6; }
    .forward { stroke: var(--soft); stroke-dasharray: 3 3; }
    .track { fill: var(--track); }
    rect.series1 { fill: var(--series1); } rect.series2 { fill: var(--series2); }
    rect.gain { fill: var(--gain); } rect.loss { fill: var(--loss); } rect.broken { fill: var(--broken); }
    rect.bar:hover, rect.cell:hover { stroke: var(--ink); }
    .limit { stroke: var(--ink); stroke-width: 2; }
    svg .bar-name { font-size: 13px; } svg .bar-number { font-size: 13px; font-weight: 600; }
    .mark { stroke: var(--ink); stroke-width: 1.5; } .mark-var95 { stroke-dasharray: 2 3; }
    .mark-var99 { stroke-dasharray: 7 3; }
    svg .mark-label { font-size: 12.5px; paint-order: stroke; stroke: var(--panel); stroke-width: 4px; }
    svg .cell-strong, svg .cell-middle { font-weight: 600; }
    svg .cell-strong { fill: var(--strong); } svg .cell-middle { fill: var(--middle); }
    svg .halo { paint-order: stroke; stroke: var(--panel); stroke-width: 4px; }
    .results { stroke: var(--series1); stroke-width: 1.2; stroke-opacity: 0.75; fill: none; }
    .forecast { stroke: var(--ink); stroke-width: 1.2; fill: none; }
    .today { fill: none; stroke: var(--ink); stroke-width: 1.5; }
    .quotes { stroke: var(--quotes); fill: none; stroke-width: 1.2; }
    .smile-line { stroke: var(--series1); fill: none; stroke-width: 1.6; stroke-linejoin: round; }
    .line-series1, .line-series2 { stroke: var(--series1); fill: none; stroke-width: 1.6; stroke-linejoin: round; }
    .line-series2 { stroke: var(--series2); }
    .density { fill: var(--series2); fill-opacity: 0.16; stroke: var(--series2); stroke-opacity: 0.5; stroke-width: 0.8; }
    .smile-point { fill: var(--series1); } .smile-point:hover { stroke: var(--ink); }
    .legend { color: var(--soft); font-size: 13px; margin: 10px 0; }
    .swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin: 0 7px 0 0;
      vertical-align: -1px; }
    .swatch + .swatch, .legend .swatch:not(:first-child) { margin-left: 18px; }
    .swatch.series1 { background: var(--series1); } .swatch.series2 { background: var(--series2); }
    .swatch.density { background: var(--series2); opacity: 0.4; }
    .swatch.forecast-line { background: var(--ink); height: 2px; vertical-align: 4px; border-radius: 0; }
    .swatch.loss { background: var(--loss); }
    .swatch.quotes { background: none; border: 0 solid var(--quotes); border-left-width: 2px; width: 2px; border-radius: 0; }
    .swatch.forward { width: 2px; border-radius: 0; height: 14px;
      background: repeating-linear-gradient(var(--soft) 0 3px, transparent 3px 5.5px); }
    @media print { body { background: #fff; } nav { display: none; } figure, tr { break-inside: avoid; } }
    """
}
