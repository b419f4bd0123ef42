package import Events
import Formats
import Foundation
import StoragePostgres
import StorageSQLite
import Values

/// The care of a store from outside the server: backups, copies, checks, and the steps of its tables. All of it goes while
/// servers use the store, except what its description says.
package struct StoreKeeping: Sendable {
    package typealias Progress = @Sendable (StoreDigest) -> Void

    package let address: StoreAddress

    package init(_ address: StoreAddress) { self.address = address }

    /// Writes everything that the store holds at this moment to a new file, which is there under its name only when it is
    /// whole and on the disk.
    package func backUp(to path: String, progress: @escaping Progress = { _ in }) throws -> StoreDigest {
        let store = try existing()
        defer { try? store.close() }
        let file = try NewFile(path)
        let header = BackupFile.Header(
            origin: "junction \(Product.version), \(address.kind)", madeAt: TimeSource.system.now())
        var writer = try BackupWriter(header, checksum: Checksum.crc32) { try file.write($0) }
        var digest = StoreDigest()
        try store.export { page in
            try writer.add(page)
            try digest.add(page)
            progress(digest)
        }
        digest = try writer.finish()
        try file.finish()
        return digest
    }

    /// Takes a backup into the store, which must be empty; all of it, or nothing. What arrived is compared with the file.
    package func restore(from path: String, progress: @escaping Progress = { _ in }) throws -> StoreDigest {
        let reading = try Self.openBackup(path)
        let store = try address.open()
        defer { try? store.close() }
        var reader = reading
        return try StoreCopy.run(
            from: { take in while let page = try reader.next() { try take(page) } }, to: store, progress: progress)
    }

    /// Takes everything that the store holds at this moment into another, which must be empty.
    package func copy(to other: StoreAddress, progress: @escaping Progress = { _ in }) throws -> StoreDigest {
        try checkIsNot(other)
        let source = try existing()
        defer { try? source.close() }
        let target = try other.open()
        defer { try? target.close() }
        return try StoreCopy.run(from: source.export, to: target, progress: progress)
    }

    /// Takes what can be read of a store that is damaged into another, which must be empty, and says what could not.
    package func salvage(
        to other: StoreAddress, progress: @escaping Progress = { _ in }
    ) throws -> (copied: StoreDigest, audit: StoreAudit) {
        try checkIsNot(other)
        let target = try other.open()
        defer { try? target.close() }
        var audit = StoreAudit()
        let copied = try StoreCopy.run(
            from: { take in
                try examine { reading in
                    try audit.add(reading)
                    if case .rows(let page) = reading { try take(page) }
                }
            }, to: target, progress: progress)
        audit.finish()
        return (copied, audit)
    }

    private func checkIsNot(_ other: StoreAddress) throws(JunctionError) {
        guard other != address else { throw JunctionError(.settingInvalid, "a store is not copied into itself") }
    }

    /// Looks at everything that the store holds at this moment. What is damaged is among the findings, and is passed over; only a
    /// store of which nothing can be read throws.
    package func verify(progress: Progress = { _ in }) throws -> StoreAudit {
        var audit = StoreAudit()
        try examine { reading in
            try audit.add(reading)
            progress(audit.digest)
        }
        audit.finish()
        return audit
    }

    private func examine(_ take: (StoreReading) throws -> Void) throws {
        // A damaged file may be none that could be opened as a store.
        if case .sqlite(let path) = address { return try SQLiteEventStore.examine(path: try Self.found(path), take) }
        let store = try existing()
        defer { try? store.close() }
        try store.examine(take)
    }

    /// Looks at everything in a backup, without restoring it.
    package static func verify(backup path: String, progress: Progress = { _ in }) throws -> StoreAudit {
        var reader = try openBackup(path)
        var audit = StoreAudit()
        while let page = try reader.next() {
            try audit.add(page)
            progress(audit.digest)
        }
        audit.finish()
        return audit
    }

    /// What leads the store's tables to a step (nil: the newest that this version knows); done unless `isDryRun`.
    package func migrate(to step: Int?, isDryRun: Bool) throws -> StoreMigration {
        switch address {
        case .postgres(let text):
            try PostgresEventStore.migration(PostgresEventStore.Settings(address: text), to: step, isDone: !isDryRun)
        case .sqlite(let path):
            try SQLiteEventStore.migration(path: try Self.found(path), to: step, isDone: !isDryRun)
        }
    }

    /// A store that is only looked at is neither made nor changed by that.
    private func existing() throws -> any TransferableStore {
        try migrate(to: nil, isDryRun: true).checkNothingIsToDo()
        return try address.open()
    }

    private static func found(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            throw JunctionError(.notFound, "there is no store at '\(path)'", remedy: "Name it with --store or --data.")
        }
        return path
    }

    private static func openBackup(_ path: String) throws -> BackupReader {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw JunctionError(.notFound, "'\(path)' cannot be read")
        }
        return try BackupReader(checksum: Checksum.crc32) { count in
            var bytes: [UInt8] = []
            // A pipe may give less than is asked for before its end.
            while bytes.count < count, let more = try handle.read(upToCount: count - bytes.count), !more.isEmpty {
                bytes += more
            }
            return bytes
        }
    }
}

/// A file that has its name only once it is whole.
private final class NewFile {
    private let path: String
    private let partPath: String
    private let handle: FileHandle
    private var isFinished = false

    init(_ path: String) throws {
        self.path = path
        partPath = path + ".part"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw JunctionError(.alreadyExists, "there is a file '\(path)' already", remedy: "Name a new file.")
        }
        // It holds messages: nobody else may read it.
        guard FileManager.default.createFile(atPath: partPath, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: partPath)
        else { throw JunctionError(.settingInvalid, "'\(partPath)' cannot be written") }
        self.handle = handle
    }

    deinit { if !isFinished { try? FileManager.default.removeItem(atPath: partPath) } }

    func write(_ bytes: [UInt8]) throws {
        do { try handle.write(contentsOf: bytes) } catch {
            throw JunctionError(
                .fileTrouble, "'\(partPath)' cannot be written", remedy: "Check the room on its disk.", cause: error)
        }
    }

    func finish() throws {
        do {
            try handle.synchronize()
            try handle.close()
            try FileManager.default.moveItem(atPath: partPath, toPath: path)
        } catch { throw JunctionError(.fileTrouble, "'\(path)' cannot be written", cause: error) }
        isFinished = true
    }
}
