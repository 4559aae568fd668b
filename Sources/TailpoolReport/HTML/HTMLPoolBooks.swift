import TailpoolPools

/// The books of a pool that runs: its layers, its queue, its participants and its controls.
struct HTMLPoolBooks {
  let books: PoolBooksSection

  var markup: Markup {
    let sides = "\(NumberText.fixed(books.shareLow, 6)) to \(NumberText.fixed(books.shareHigh, 6))"
    return section(
      id: "books", title: "The pool's books",
      lead: """
        After \(NumberText.grouped(Int(clamping: books.events))) events, as of \("\(books.asOf)"): \
        worth \(amount(books.low)) to leave and \(amount(books.high)) to enter, \(sides) a share\(books.isStale ? ", on stale marks" : ""). \
        Utilization \(NumberText.percent(books.utilization)).
        """,
      [figures, "<div class=\"pair\">\(layers)\(controls)</div>", members, queue, losses, alerts])
  }

  private func amount(_ value: Double) -> Markup { .number(text(value)) }
  private func text(_ value: Double) -> String { NumberText.amount(value, unit: books.unit) }

  private var figures: Markup {
    var table = HTMLTable(caption: "Accounts", [.text("account"), .number("holds")])
    for (name, value) in [
      ("capital", books.capital), ("reserve", books.reserve), ("money that waits to enter", books.escrow),
      ("rewards", books.rewards), ("margin", books.margin),
    ] { table.add(name, text(value)) }
    return table.markup
  }

  private var layers: Markup {
    var table = HTMLTable(
      caption: "Layers, and what exhausts them",
      [
        .text("layer"), .number("can bear"), .number("gone after"), .number("all spots fall"),
        .number("all spots rise"),
      ])
    for layer in books.layers {
      table.add(
        layer.name, text(layer.capacity), text(layer.exhaustingLoss), percent(layer.fall), percent(layer.rise))
    }
    return table.markup
  }

  private func percent(_ move: Double?) -> String { move.map { NumberText.percent($0) } ?? "never" }

  private var controls: Markup {
    var table = HTMLTable(caption: "Controls", [.text("control"), .text("state")])
    for control in books.controls { table.add(control.name, control.state) }
    return table.markup
  }

  private var members: Markup {
    var table = HTMLTable(
      caption: "Claims, results and rewards",
      [
        .text("participant"), .number("claim, low side"), .number("high side"), .number("result"), .number("reward"),
        .number("losses borne"), .number("assessed"),
      ])
    for member in books.members {
      table.add(
        member.participant, text(member.claimLow), text(member.claimHigh), text(member.result), text(member.reward),
        text(member.borne), text(member.due))
    }
    return table.markup
  }

  private var queue: Markup {
    var table = HTMLTable(
      caption: "Tickets that wait",
      [.text("ticket"), .text("participant"), .text("wants"), .number("about"), .text("since")])
    for ticket in books.tickets {
      table.add(
        "\(ticket.number)", ticket.participant, ticket.isExit ? "to leave" : "to enter", text(ticket.amount),
        "\(ticket.requested)")
    }
    return table.markup
  }

  private var alerts: Markup {
    let names = books.standingAlerts
    var table = HTMLTable(
      caption: "The last alerts; \(names.isEmpty ? "none stands" : "standing: \(names.joined(separator: ", "))")",
      [.text("when"), .text("number"), .text("alert"), .number("value")])
    for alert in books.alerts {
      table.add(
        "\(alert.time)", alert.metric, alert.isRaised ? "raised" : "cleared",
        alert.value.map { NumberText.significant($0) } ?? "unknown")
    }
    return table.markup
  }

  private var losses: Markup {
    var table = HTMLTable(
      caption: "Losses that went through the waterfall",
      [.text("cause"), .text("when"), .text("borne by"), .number("uncovered, base units")])
    for loss in books.losses {
      let layers = loss.layers.filter { $0.used > 0 }.map { "\($0.name) \($0.used)" }.joined(separator: ", ")
      table.add(loss.cause, "\(loss.time)", layers, "\(loss.uncovered)")
    }
    return table.markup
  }
}
