import Foundation
import Values

/// Files named on the command line.
enum Input {
    /// No file is read whole beyond this.
    static let bytesMost = 1 << 30

    /// The bytes of a file, or of standard input for `-`.
    static func bytes(of file: String) throws -> [UInt8] {
        if file == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: file) else { throw unreadable(file) }
        guard data.count <= bytesMost else {
            throw JunctionError(.formatLimit, "\(file) is larger than \(bytesMost) bytes")
        }
        return Array(data)
    }

    private static let pieceSize = 1 << 18

    /// Hands over a file, or standard input for `-`, a piece at a time.
    static func forEachPiece(of file: String, _ body: ([UInt8]) throws -> Void) throws {
        guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
            throw unreadable(file)
        }
        defer { if file != "-" { try? handle.close() } }
        while true {
            let piece: Data?
            do { piece = try handle.read(upToCount: pieceSize) } catch { throw unreadable(file) }
            guard let piece, !piece.isEmpty else { return }
            try body([UInt8](piece))
        }
    }

    private static func unreadable(_ file: String) -> JunctionError {
        JunctionError(
            .notFound, "\(file) cannot be read", remedy: "Check the path and that you may read the file.")
    }
}
