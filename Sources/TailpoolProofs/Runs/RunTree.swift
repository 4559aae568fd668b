#if Command

  /// A tree over the parts of a run's results: its root fixes every byte, and any part can be asked for and checked alone.
  ///
  ///     leaf = SHA-256(0x00 ‖ length of the name ‖ name ‖ offset ‖ bytes)        node = SHA-256(0x01 ‖ left ‖ right)
  ///     root = SHA-256(0x02 ‖ number of parts ‖ top node)
  ///
  /// Numbers are 8 bytes, big-endian. A file is cut every 4,096 bytes; an empty file is one empty part. A level with an odd number of nodes
  /// ends in one of zeros.
  public struct RunTree: Sendable {
    /// Bytes of a part, but for the last of a file.
    public static let partByteCount = 4_096

    /// The parts, file after file.
    public let parts: [RunPart]
    private let levels: [[SHA256.Digest]]

    /// Builds the tree of results.
    ///
    /// - Parameter files: Names and contents, at least one, in the order of the run's document.
    /// - Throws: ``ProofError/empty(_:)``.
    /// - Complexity: O(bytes).
    public init(_ files: [(name: String, bytes: [UInt8])]) throws(ProofError) {
      guard !files.isEmpty else { throw .empty("results") }
      var parts: [RunPart] = []
      for file in files {
        for start in stride(from: 0, to: max(1, file.bytes.count), by: Self.partByteCount) {
          let end = min(start + Self.partByteCount, file.bytes.count)
          parts.append(RunPart(file: file.name, offset: UInt64(start), bytes: Array(file.bytes[start..<end])))
        }
      }
      self.parts = parts
      var levels = [parts.map(\.leaf)]
      while let level = levels.last, level.count > 1 {
        levels.append(
          stride(from: 0, to: level.count, by: 2).map {
            RunPart.node(level[$0], $0 + 1 < level.count ? level[$0 + 1] : .zero)
          })
      }
      self.levels = levels
    }

    /// The root, 32 bytes.
    public var root: [UInt8] { RunPart.root(levels.last?.first ?? .zero, of: parts.count).bytes }

    /// The place of the part of a file that holds a byte; nil where there is none.
    public func place(of file: String, at offset: UInt64) -> Int? {
      parts.firstIndex {
        $0.file == file && $0.offset <= offset && offset - $0.offset < UInt64(max(1, $0.bytes.count))
      }
    }

    /// The way from a part to the root; nil for a place that is not there.
    public func path(of place: Int) -> [[UInt8]]? {
      guard parts.indices.contains(place) else { return nil }
      return levels.dropLast().enumerated().map { level, digests in
        let sibling = place >> level ^ 1
        return (sibling < digests.count ? digests[sibling] : .zero).bytes
      }
    }
  }

  /// A piece of a result.
  public struct RunPart: Hashable, Sendable {
    /// The name of the result.
    public let file: String
    /// Where the piece begins.
    public let offset: UInt64
    /// Its bytes.
    public let bytes: [UInt8]

    /// Puts a piece together.
    public init(file: String, offset: UInt64, bytes: [UInt8]) {
      self.file = file
      self.offset = offset
      self.bytes = bytes
    }

    var leaf: SHA256.Digest {
      let name = Array(file.utf8)
      var message: [UInt8] = [0]
      message += LiabilityNode.bigEndian(UInt64(name.count)) + name + LiabilityNode.bigEndian(offset)
      message += bytes
      return SHA256.digest(of: message[...])
    }

    static func node(_ left: SHA256.Digest, _ right: SHA256.Digest) -> SHA256.Digest {
      SHA256.digest(of: ([1] + left.bytes + right.bytes)[...])
    }

    static func root(_ top: SHA256.Digest, of count: Int) -> SHA256.Digest {
      SHA256.digest(of: ([2] + LiabilityNode.bigEndian(UInt64(clamping: count)) + top.bytes)[...])
    }

    /// Checks that the piece stands at a place of a tree of so many.
    ///
    /// - Parameters:
    ///   - place: The place, from 0.
    ///   - count: The parts of the tree.
    ///   - path: The way to the root.
    ///   - root: The root.
    /// - Throws: ``ProofError/notProved(_:)``; ``ProofError/wrongLength(of:expected:found:)`` for a digest of another length.
    public func verify(at place: Int, of count: Int, path: [[UInt8]], root: [UInt8]) throws(ProofError) {
      guard place >= 0, place < count, bytes.count <= RunTree.partByteCount else { throw .notProved("part of a run") }
      let height = Int.bitWidth - (count - 1).leadingZeroBitCount
      guard path.count == height else { throw .wrongLength(of: "neighbors", expected: height, found: path.count) }
      var digest = leaf
      for (level, bytes) in path.enumerated() {
        guard let sibling = SHA256.Digest(bytes: bytes) else {
          throw .wrongLength(of: "bytes of a neighbor", expected: 32, found: bytes.count)
        }
        digest = place >> level & 1 == 1 ? Self.node(sibling, digest) : Self.node(digest, sibling)
      }
      guard Self.root(digest, of: count).bytes == root else { throw .notProved("part of a run") }
    }
  }
#endif
