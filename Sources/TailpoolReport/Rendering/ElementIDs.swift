/// Ids of the page, each given once.
struct ElementIDs {
  private var used: Set<String> = []

  /// Gives the charts of added sections ids that name section and key.
  ///
  /// Our own sections and charts have ids of other beginnings.
  static func assigned(to sections: [ReportSection]) -> [ReportSection] {
    var ids = ElementIDs(used: Set(sections.map(\.pageID)))
    return sections.map { section in
      var copy = section
      copy.children = ids.assign(to: section.children, prefix: section.pageID)
      return copy
    }
  }

  private init(used: Set<String>) { self.used = used }

  private mutating func assign(to nodes: [ReportNode], prefix: String) -> [ReportNode] {
    nodes.map { node in
      switch node {
      case .chart(var chart):
        chart.id = unique("\(prefix)-chart-\(Markup.identifier(chart.key ?? chart.title))")
        return .chart(chart)
      case .section(var section):
        section.children = assign(to: section.children, prefix: prefix)
        return .section(section)
      case .group(var group):
        group.children = assign(to: group.children, prefix: prefix)
        return .group(group)
      case .table, .fields, .note: return node
      }
    }
  }

  private mutating func unique(_ wanted: String) -> String {
    var id = wanted
    var number = 2
    while !used.insert(id).inserted {
      id = "\(wanted)-\(number)"
      number += 1
    }
    return id
  }
}
