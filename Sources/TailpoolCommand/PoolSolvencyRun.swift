#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// Writes a pool's proof of solvency and each member's statement from a journal's own balances.
  struct PoolSolvencyRun {
    let pool: MutualPool
    let name: String
    /// Salts follow from it.
    let secret: Entropy
    let folder: String

    func run() throws {
      let owed = try PoolLiabilities(pool)
      let leaves = try leaves(owed)
      let tree = try LiabilityTree(leaves.map(\.entry))
      let secrets = try PrivateFile.openings(
        owed.holdings.enumerated().map { index, units in
          guard let amount = UInt64(exactly: units) else { throw ProofError.valueOutOfRange(index: index, bits: 64) }
          return amount
        })
      let statement = try SolvencyStatement(
        pool: name, instant: owed.instant, assets: owed.assets, liabilities: tree.root,
        commitments: secrets.map(\.commitment))
      let proof = try statement.proof(
        secrets.map(\.amount), blindings: secrets.map(\.blinding),
        generators: RangeGenerators(values: owed.assets.count),
        entropy: .ofSystem())
      let members = try leaves.enumerated().map { place, leaf in
        guard let inclusion = tree.inclusion(of: place) else { throw ProofError.otherStatement("place of a member") }
        return MemberClaim(
          name: leaf.member.name, salt: leaf.salt, parts: leaf.member.parts,
          inclusion: try InclusionClaim(
            pool: name, instant: owed.instant, assets: owed.assets, entry: leaf.entry, inclusion: inclusion,
            root: tree.root))
      }
      try write(members)
      try PrivateFile.write(OpeningDocument(secrets).value, to: folder + "/opening.json")
      let document = ProofDocument.solvency(SolvencyClaim(statement: statement, proof: proof))
      try document.write(to: folder + "/solvency.json")
      print("Written: \(folder)/solvency.json, opening.json, members.csv, members of \(members.count)")
      if owed.isStale { print("The marks that claims are of are stale.") }
    }

    private struct Leaf {
      let member: PoolLiabilities.Member
      let salt: [UInt8]
      let entry: LiabilityEntry
    }

    /// The leaves in the order of their identifiers, which says nothing of members.
    private func leaves(_ owed: PoolLiabilities) throws -> [Leaf] {
      try owed.members.map { member in
        let salt = LiabilityEntry.memberSalt(name: member.name, pool: name, instant: owed.instant, secret: secret)
        let identifier = try LiabilityEntry.memberIdentifier(name: member.name, salt: salt)
        return Leaf(
          member: member, salt: salt, entry: LiabilityEntry(identifier: identifier, balances: owed.balances(of: member))
        )
      }.sorted { $0.entry.identifier.lexicographicallyPrecedes($1.entry.identifier) }
    }

    /// One file a member, by the places of their leaves, and a table of whose each is; nobody else may read them.
    private func write(_ members: [MemberClaim]) throws {
      let inner = folder + "/members"
      if let there = try? FileManager.default.contentsOfDirectory(atPath: inner), !there.isEmpty {
        throw FileError.cannotWrite(path: inner, reason: "statements of another run are there")
      }
      try OutputFile.makeFolder(inner)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: inner)
      let files = members.enumerated().map { place, claim in
        let number = String(place)
        let name = String(repeating: "0", count: max(0, 6 - number.count)) + number + ".json"
        return (name: name, text: ProofDocument.member(claim).value.canonicalJSON + "\n")
      }
      try OutputFile.write(files, in: inner)
      let quoted = { (text: String) in "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
      let table = zip(members, files).map { "\(quoted($0.name)),members/\($1.name)\n" }.sorted().joined()
      try PrivateFile.write("member,file\n" + table, to: folder + "/members.csv")
    }
  }
#endif
