import TailpoolPools

/// The books of a pool that runs, as they stand in the file.
struct PoolBooksDocument: Codable, Equatable {
  struct Layer: Codable, Equatable {
    var name: String
    var capacity: JSONNumber
    var exhaustingLoss: JSONNumber
    var exhaustingFall: JSONNumber
    var exhaustingRise: JSONNumber
  }

  struct Ticket: Codable, Equatable {
    var number: UInt64
    var participant: String
    var kind: String
    var amount: JSONNumber
    var requested: String
  }

  struct Member: Codable, Equatable {
    var id: String
    var claimLow: JSONNumber
    var claimHigh: JSONNumber
    var result: JSONNumber
    var reward: JSONNumber
    var borne: JSONNumber
    var assessmentDue: JSONNumber
  }

  struct Control: Codable, Equatable {
    var name: String
    var state: String
    var active: Bool
  }

  struct Alert: Codable, Equatable {
    var time: String
    var metric: String
    var raised: Bool
    var value: JSONNumber
  }

  var unit: String
  var asOf: String
  var events: UInt64
  var accounts: [String: JSONNumber]
  var valueLow: JSONNumber
  var valueHigh: JSONNumber
  var shareLow: JSONNumber
  var shareHigh: JSONNumber
  var stale: Bool
  var utilization: JSONNumber
  var layers: [Layer]
  var tickets: [Ticket]
  var members: [Member]
  var controls: [Control]
  var alerts: [Alert]
  var standingAlerts: [String]
}

extension PoolBooksDocument {
  init(_ books: PoolBooksSection) {
    self.init(
      unit: books.unit, asOf: "\(books.asOf)", events: books.events,
      accounts: [
        "capital": JSONNumber(books.capital), "reserve": JSONNumber(books.reserve),
        "escrow": JSONNumber(books.escrow), "rewards": JSONNumber(books.rewards), "margin": JSONNumber(books.margin),
      ], valueLow: JSONNumber(books.low), valueHigh: JSONNumber(books.high), shareLow: JSONNumber(books.shareLow),
      shareHigh: JSONNumber(books.shareHigh), stale: books.isStale, utilization: JSONNumber(books.utilization),
      layers: books.layers.map {
        Layer(
          name: $0.name, capacity: JSONNumber($0.capacity), exhaustingLoss: JSONNumber($0.exhaustingLoss),
          exhaustingFall: JSONNumber($0.fall), exhaustingRise: JSONNumber($0.rise))
      },
      tickets: books.tickets.map {
        Ticket(
          number: $0.number, participant: $0.participant, kind: $0.isExit ? "exit" : "entry",
          amount: JSONNumber($0.amount), requested: "\($0.requested)")
      },
      members: books.members.map {
        Member(
          id: $0.participant, claimLow: JSONNumber($0.claimLow), claimHigh: JSONNumber($0.claimHigh),
          result: JSONNumber($0.result), reward: JSONNumber($0.reward), borne: JSONNumber($0.borne),
          assessmentDue: JSONNumber($0.due))
      }, controls: books.controls.map { Control(name: $0.name, state: $0.state, active: $0.isActive) },
      alerts: books.alerts.map {
        Alert(time: "\($0.time)", metric: $0.metric, raised: $0.isRaised, value: JSONNumber($0.value))
      }, standingAlerts: books.standingAlerts)
  }
}
