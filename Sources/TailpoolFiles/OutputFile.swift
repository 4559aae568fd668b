import Foundation

/// Writes result files whole or not at all.
package enum OutputFile {
  /// Makes a folder with those above it, where they are absent.
  ///
  /// - Parameter path: The folder.
  /// - Throws: `FileError.cannotWrite` when a part of the path is a file or cannot be written.
  package static func makeFolder(_ path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: path, reason: systemReason(error))
    }
  }

  /// Writes a text under a path: into a new file of the same folder, which then takes the path's place.
  ///
  /// - Parameters:
  ///   - text: The content.
  ///   - path: A path, or `-` for standard output, which cannot be taken back.
  /// - Throws: `FileError.cannotWrite` when the folder is absent or not writable, the path is a folder, or the disk
  ///   is full; what stood under the path before is then unchanged.
  package static func write(_ text: String, to path: String) throws(FileError) {
    try write(bytes: Array(text.utf8), to: path)
  }

  /// Writes bytes under a path: into a new file of the same folder, which then takes the path's place.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - path: A path, or `-` for standard output, which cannot be taken back.
  /// - Throws: `FileError.cannotWrite`, as above.
  package static func write(bytes: [UInt8], to path: String) throws(FileError) {
    do {
      if path == "-" {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
      } else {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    } catch {
      throw .cannotWrite(path: path, reason: systemReason(error))
    }
  }

  /// Writes several files of a folder, which is made where it is absent: all of them, or none.
  ///
  /// Each goes into a new file beside its place first; only when all are there do they take their places.
  ///
  /// - Parameters:
  ///   - files: Names and contents.
  ///   - folder: The folder.
  /// - Throws: `FileError.cannotWrite` when the folder cannot be made or is not writable, a name is that of a folder, or the disk
  ///   is full; what stood there before is then unchanged.
  package static func write(_ files: [(name: String, text: String)], in folder: String) throws(FileError) {
    try makeFolder(folder)
    let places = files.map { (new: folder + "/." + $0.name + ".new", path: folder + "/" + $0.name) }
    defer { for place in places { try? FileManager.default.removeItem(atPath: place.new) } }
    for (file, place) in zip(files, places) {
      var isFolder: ObjCBool = false
      let exists = unsafe FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
      if exists, isFolder.boolValue {
        throw .cannotWrite(path: place.path, reason: "Is a directory")
      }
      do { try Data(file.text.utf8).write(to: URL(fileURLWithPath: place.new)) } catch {
        throw .cannotWrite(path: place.path, reason: systemReason(error))
      }
    }
    for place in places {
      guard unsafe rename(place.new, place.path) == 0 else {
        throw .cannotWrite(path: place.path, reason: unsafe String(cString: strerror(errno)))
      }
    }
  }
}
