import Foundation
import GRDB

/// Room for the write-ahead log, made before the first commit, as the log has it anyway once it has begun anew a first time.
///
/// A commit that makes the file longer waits until the file system has written its own records too, which takes about as long
/// again. Zeros behind the last frame are to SQLite what an earlier round of the log would have left there: no frames
/// (sqlite.org/fileformat2.html, section 4.1).
enum LogReserve {
    /// Written at once.
    private static let step = 1 << 20
    /// No room is made where less than so many times as much is free.
    private static let freeFactor = 16

    /// Makes the log so many frames long, unless it is. It is only for speed: where there is no room for it, it is left as it is.
    static func make(_ frames: Int, at path: String, _ database: Database) throws {
        // Nobody else may write to the log meanwhile.
        try database.inTransaction(.immediate) {
            let page = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
            // A header of 32 bytes, and one of 24 before each page.
            fill(path + "-wal", to: 32 + frames * (page + 24))
            return .rollback
        }
    }

    private static func fill(_ path: String, to length: Int) {
        guard let file = FileHandle(forUpdatingAtPath: path), let end = try? file.seekToEnd() else { return }
        defer { try? file.close() }
        let missing = length - Int(clamping: end)
        guard missing > 0, hasRoom(for: missing, at: path) else { return }
        do {
            let zeros = Data(count: step)
            for begin in stride(from: 0, to: missing, by: step) {
                try file.write(contentsOf: zeros.prefix(missing - begin))
            }
            try file.synchronize()
        } catch {
            try? file.truncate(atOffset: end)
        }
    }

    private static func hasRoom(for bytes: Int, at path: String) -> Bool {
        let free = try? FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize] as? NSNumber
        return (free?.intValue ?? 0) / freeFactor >= bytes
    }
}
