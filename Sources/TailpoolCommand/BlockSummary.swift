#if Command
  import Tailpool

  /// What came of blocks, in words and as JSON.
  struct BlockSummary {
    let cross: BlockCross
    let outcome: BlockCross.Outcome
    let blocks: [OptionBlock]
    let time: Timestamp

    private var asset: Asset { cross.pool.terms.asset }

    private func money(_ units: Int128) -> String { "\(Amount(units: units, of: asset))" }

    /// What the pool said to the rest of a block, nil where it was not asked.
    private func words(of block: OptionBlock) -> String? {
      switch outcome.residuals[block.id] {
      case .success(let residual):
        residual.cost < 0
          ? "the pool pays \(money(-residual.cost)) for the rest"
          : "the pool takes the rest for \(money(residual.cost))"
      case .failure(let refusal): "the pool refuses the rest: \(refusal.words(in: asset))"
      case nil: nil
      }
    }

    var text: String {
      var lines = ["Blocks crossed at \(time), off the chain of \(cross.risk.snapshot.asOf)"]
      for match in outcome.matches {
        lines.append(
          "block \(match.first) and block \(match.second): \(match.packages) packages, \(match.paid < 0 ? "the second pays" : "the first pays") "
            + money(match.paid < 0 ? -match.paid : match.paid))
      }
      for (block, left) in zip(blocks, outcome.left) {
        let found = "\(block.packages - left) of \(block.packages) packages found"
        lines.append("block \(block.id) of \(block.participant): \(found)" + (words(of: block).map { "; " + $0 } ?? ""))
      }
      let findings = outcome.pool.audit()
      lines.append("audit: \(findings.isEmpty ? "every law holds" : "\(findings)")")
      return lines.joined(separator: "\n")
    }

    var eventValue: EventValue {
      func value(_ number: some CustomStringConvertible) -> EventValue { .text(number.description) }
      return .fields([
        EventField("version", value(1)), EventField("rule", value("blocks")), EventField("time", value(time)),
        EventField("asset", value(asset.symbol)),
        EventField(
          "blocks",
          .list(
            zip(blocks, outcome.left).map { block, left in
              var fields = [
                EventField("block", value(block.id)), EventField("participant", value(block.participant)),
                EventField("packages", value(block.packages)), EventField("left", value(left)),
              ]
              switch outcome.residuals[block.id] {
              case .success(let residual): fields.append(EventField("cost", value(residual.cost)))
              case .failure(let refusal): fields.append(EventField("refused", value(refusal.words(in: asset))))
              case nil: break
              }
              return .fields(fields)
            })),
        EventField(
          "events",
          .list(
            outcome.residuals.sorted { $0.key < $1.key }.flatMap { _, result -> [EventValue] in
              guard case .success(let residual) = result else { return [] }
              return residual.events.map(\.eventValue)
            })),
        EventField("audit", .list(outcome.pool.audit().map { .text("\($0)") })),
      ])
    }
  }
#endif
