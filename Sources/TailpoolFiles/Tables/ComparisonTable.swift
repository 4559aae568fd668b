import TailpoolVenues

/// Venues side by side as CSV.
public enum ComparisonTable {
  /// One row a venue: `venue,kind,trades,refused,volume0,fees,loss,result,againstHolding,costOfTraders`.
  ///
  /// Money is in whole tokens 1, the volume in whole tokens 0; a number that there is not is an empty cell.
  ///
  /// - Parameter venues: What each came to.
  /// - Returns: The table, each line ended by a line feed.
  public static func venues(_ venues: [VenueComparison]) -> String {
    table("venue,kind,trades,refused,volume0,fees,loss,result,againstHolding,costOfTraders") {
      for venue in venues {
        let numbers = [
          venue.volume0, venue.fees, venue.loss, venue.result, venue.againstHolding, venue.costOfTraders,
        ]
        $0.append(
          [CSVText.cell(venue.name), venue.kind, "\(venue.trades)", "\(venue.refused)"] + numbers.map(number))
      }
    }
  }

  /// One row a venue and size: `venue,size,purchase,sale,splitting`, the last three as parts of what a trade costs.
  ///
  /// - Parameter venues: What each came to.
  /// - Returns: The table, each line ended by a line feed.
  public static func sizes(_ venues: [VenueComparison]) -> String {
    table("venue,size,purchase,sale,splitting") {
      for venue in venues {
        for size in venue.sizes {
          $0.append(
            [CSVText.cell(venue.name), "\(size.size)"] + [size.purchase, size.sale, size.splitting].map(number))
        }
      }
    }
  }

  private static func table(_ header: String, _ rows: (inout [[String]]) -> Void) -> String {
    var cells: [[String]] = []
    rows(&cells)
    return ([header] + cells.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
