#if Command
  import Foundation
  import Tailpool

  /// A covariance with its diagnostics, as JSON.
  struct CovarianceDocument: Encodable {
    struct Loading: Encodable {
      let asset: String
      let weight: Double
    }

    /// A number that JSON may have no word for: null then.
    struct Number: Encodable {
      let value: Double?

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value, value.isFinite { try container.encode(value) } else { try container.encodeNil() }
      }
    }

    let estimator: String
    let returns: String
    let span: Int
    let assets: [String]
    let firstDate: String?
    let lastDate: String?
    let rows: Int
    let incompleteRows: Int
    let returnsByAsset: [Int]
    let overlaps: [[Int]]
    let observations: Int
    let effectiveObservations: Double
    let shrinkage: Number
    let smallestEigenvalue: Number
    let conditionNumber: Number
    let smallestCorrelationEigenvalue: Number
    let correlationConditionNumber: Number
    let weakestLoadings: [Loading]
    let motionless: [String]
    /// What was decided about the history, and what looks wrong in it.
    let remarks: [String]
    let covariance: [[Double]]

    init(
      _ covariance: Covariance, of panel: IncompletePanel, estimator: String, isComplete: Bool, remarks: [String]
    ) throws {
      let diagnostics = covariance.diagnostics
      let complete = panel.dates.indices.filter { row in panel.returns.allSatisfy { $0[row] != nil } }
      let used = isComplete ? complete : Array(panel.dates.indices)
      self.estimator = estimator
      returns = panel.convention.kind.rawValue
      span = panel.convention.span
      assets = covariance.names
      firstDate = used.first.map { panel.dates[$0].description }
      lastDate = used.last.map { panel.dates[$0].description }
      rows = panel.rowsInHistory
      incompleteRows = panel.dates.count - complete.count
      returnsByAsset = panel.returnsByFactor
      overlaps = panel.overlaps
      observations = diagnostics.observations
      effectiveObservations = diagnostics.effectiveObservations
      shrinkage = Number(value: diagnostics.shrinkage)
      smallestEigenvalue = Number(value: diagnostics.smallestEigenvalue)
      conditionNumber = Number(value: diagnostics.conditionNumber)
      smallestCorrelationEigenvalue = Number(value: diagnostics.smallestCorrelationEigenvalue)
      correlationConditionNumber = Number(value: diagnostics.correlationConditionNumber)
      weakestLoadings = diagnostics.weakestLoadings.map { Loading(asset: $0.factor.description, weight: $0.weight) }
      motionless = diagnostics.motionless.map(\.description)
      self.remarks = remarks
      let matrix = covariance.matrix
      self.covariance = (0..<matrix.rows).map { row in (0..<matrix.columns).map { matrix[row, $0] } }
    }

    func text() throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }
#endif
