import TailpoolInsurance
import TailpoolPoolEngine

/// Reads who bears a loss: layers, reinsurance and the covers that stand open.
enum CoverCapitalReader {
  /// The most layers, stages, and treaties of a stage: each layer is a search of its own, treaties are held against one another.
  private static let greatestCount = 100
  /// The most covers that stand open.
  private static let greatestCovers = 10_000

  static func read(_ root: JSONNode, into portfolio: inout CoverPortfolio, log: inout ProblemLog) {
    if let waterfall = waterfall(of: root, log: &log) { portfolio.waterfall = waterfall }
    readReinsurance(of: root, into: &portfolio, log: &log)
    portfolio.covers = covers(of: root, log: &log)
  }

  private static func waterfall(of root: JSONNode, log: inout ProblemLog) -> LossWaterfall? {
    let nodes = log.objects("layers", of: root, names: ["name", "size"], "a layer", atMost: greatestCount)
    var layers: [LossLayer] = []
    for node in nodes {
      let name = log.text("name", of: node)
      if let size = log.hundredths("size", of: node, .positive), let name,
        let layer = try? LossLayer(name: name.text, units: size)
      {
        layers.append(layer)
      }
    }
    guard let offset = nodes.first?.offset, layers.count == nodes.count else { return nil }
    do { return try LossWaterfall(layers) } catch {
      let name = if case .duplicate(let name) = error { " \(shown(name))" } else { "" }
      log.add(at: offset, "a layer\(name) does not go with the others", expected: "each name once")
      return nil
    }
  }

  private static func readReinsurance(
    of root: JSONNode, into portfolio: inout CoverPortfolio, log: inout ProblemLog
  ) {
    guard let node = root.stated("reinsurance"), let members = log.object(node, "reinsurance") else { return }
    log.rejectOtherNames(
      than: ["stages", "excessOfLoss", "meanLoading", "deviationLoading"], in: members, of: "a reinsurance")
    portfolio.reinsuranceLoading = (
      log.number("meanLoading", of: node, .nonNegative) ?? 0,
      log.number("deviationLoading", of: node, .nonNegative) ?? 0
    )
    var stages: [[ReinsuranceTreaty]] = []
    for stage in log.array("stages", of: node, atMost: greatestCount) ?? [] {
      guard case .array(let treaties) = stage.value, treaties.count <= greatestCount else {
        log.mismatch(stage, "a stage", expected: "an array of at most \(greatestCount) treaties")
        continue
      }
      stages.append(treaties.compactMap { treaty($0, log: &log) })
    }
    let made = log.made(at: node.offset, "reinsurance") { () throws(InsuranceError) in
      try ReinsuranceProgram(stages: stages)
    }
    if let made { portfolio.reinsurance = made }
    portfolio.excessOfLoss = excessOfLoss(of: node, lines: portfolio.lines.map(\.name), log: &log)
  }

  /// Layers of every claim: `{"name", "lines", "attachment", "limit", "reinstatements", "rate"}`.
  private static func excessOfLoss(
    of node: JSONNode, lines known: [String], log: inout ProblemLog
  ) -> [CoverPortfolio.ExcessOfLoss] {
    let names = ["name", "lines", "attachment", "limit", "reinstatements", "rate"]
    var seen = Set<String>()
    return log.objects("excessOfLoss", of: node, names: names, "a layer of claims", atMost: greatestCount).compactMap {
      layer in
      let name = log.text("name", of: layer)
      let attachment = log.number("attachment", of: layer, .nonNegative, isRequired: true)
      let limit = log.number("limit", of: layer, .positive, isRequired: true)
      let count = log.whole("reinstatements", of: layer, in: 0...1_000_000)
      let rate = log.number("rate", of: layer, .nonNegative, isRequired: true)
      let lines = self.lines(of: layer, known, log: &log)
      guard let name, let attachment, let limit, let count, let rate, let lines else { return nil }
      if !seen.insert(name.text).inserted {
        log.add(at: name.offset, "a layer of claims \(shown(name.text)) stands twice", expected: "each name once")
      }
      return log.made(at: layer.offset, "layer of claims") { () throws(InsuranceError) in
        try .init(
          name: name.text, lines: lines, above: attachment,
          terms: Reinstatements(limit: limit, count: count, rate: rate))
      }
    }
  }

  /// The names of lines that there are.
  private static func lines(of layer: JSONNode, _ known: [String], log: inout ProblemLog) -> [String]? {
    guard let nodes = log.array("lines", of: layer, atMost: known.count) else { return nil }
    let names = nodes.compactMap { node -> String? in
      if case .string(let name) = node.value, known.contains(name) { return name }
      log.mismatch(node, "a line of a layer", expected: "the name of a line")
      return nil
    }
    return names.count == nodes.count ? names : nil
  }

  private static func treaty(_ node: JSONNode, log: inout ProblemLog) -> ReinsuranceTreaty? {
    guard let members = log.object(node, "a treaty") else { return nil }
    log.rejectOtherNames(than: ["name", "limit", "attachment", "share"], in: members, of: "a treaty")
    let name = log.text("name", of: node)
    let limit = log.number("limit", of: node, .positive) ?? .infinity
    let attachment = log.number("attachment", of: node, .nonNegative, isRequired: true)
    let share = log.number("share", of: node, .positive, isRequired: true)
    guard let name, let attachment, let share else { return nil }
    return log.made(at: node.offset, "treaty") { () throws(InsuranceError) in
      try ReinsuranceTreaty(name: name.text, limit: limit, above: attachment, share: share)
    }
  }

  private static func covers(of root: JSONNode, log: inout ProblemLog) -> [CoverExposure] {
    log.objects(
      "covers", of: root, names: ["name", "amount", "probability"], "a cover", atMost: greatestCovers
    ).compactMap { node in
      let name = log.text("name", of: node)
      let amount = log.hundredths("amount", of: node, .positive)
      guard let probability = log.number("probability", of: node, .nonNegative, isRequired: true), let name, let amount
      else { return nil }
      return log.made(at: node.offset, "cover") { () throws(InsuranceError) in
        try CoverExposure(name: name.text, amount: amount, probability: probability)
      }
    }
  }
}
