import TailpoolPools

extension PoolRiskReport {
  func booksText(_ width: Int) -> [String] {
    guard let books else { return [] }
    func amount(_ value: Double) -> String { NumberText.amount(value, unit: books.unit) }
    let facts =
      "  worth \(amount(books.low)) to leave, \(amount(books.high)) to enter; a share "
      + "\(NumberText.fixed(books.shareLow, 6)) to \(NumberText.fixed(books.shareHigh, 6))"
      + "\(books.isStale ? " (stale marks)" : ""); utilization \(NumberText.percent(books.utilization)); "
      + "\(NumberText.grouped(Int(clamping: books.events))) events to \(books.asOf)"
    var layers = TextTable([
      .left("layer"), .right("can bear"), .right("gone after"), .right("spots fall"), .right("spots rise"),
    ])
    for layer in books.layers {
      layers.add(
        layer.name, amount(layer.capacity), amount(layer.exhaustingLoss),
        layer.fall.map { NumberText.percent($0) } ?? "never", layer.rise.map { NumberText.percent($0) } ?? "never")
    }
    var members = TextTable([
      .left("participant"), .right("claim"), .right("result"), .right("reward"), .right("losses borne"),
    ])
    for member in books.members {
      members.add(
        member.participant, amount(member.claimLow), amount(member.result), amount(member.reward), amount(member.borne))
    }
    var queue = TextTable([.left("waiting"), .left("wants"), .right("about"), .left("since")])
    for ticket in books.tickets {
      queue.add(
        ticket.participant, ticket.isExit ? "to leave" : "to enter", amount(ticket.amount), "\(ticket.requested)")
    }
    var controls = TextTable([.left("control"), .left("state")])
    for control in books.controls { controls.add(control.name, control.state) }
    var alerts = TextTable([.left("alert"), .left("number"), .right("value")])
    for alert in books.alerts.suffix(5) {
      alerts.add(
        "\(alert.isRaised ? "raised" : "cleared") \(alert.time)", alert.metric,
        alert.value.map { NumberText.significant($0) } ?? "unknown")
    }
    let tables = [layers, members, queue, controls, alerts].filter { !$0.rows.isEmpty }
    return textSection(
      "THE POOL'S BOOKS",
      TerminalText.wrapped(facts, width: width, first: "  ") + tables.flatMap { [""] + $0.lines(width: width) })
  }
}
