import Events
import Foundation
import StorageSQLite
import TestKit

/// A place for one test's store, removed when the test lets go of it.
final class StoreFile: StoreHarness {
    let folder: URL
    var path: String { folder.appendingPathComponent("log.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("junction-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func open() throws -> any EventStore { try SQLiteEventStore(path: path) }

    /// Copies the files as a crash would leave them, and opens the copy: the first store never gets to close.
    func crashAndReopen(_ store: any EventStore) throws -> any EventStore {
        try SQLiteEventStore(path: try copy())
    }

    /// The store's files as they are on the disk now, elsewhere.
    func copy(_ name: String = UUID().uuidString) throws -> String {
        let target = folder.appendingPathComponent(name).path
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: target + suffix)
        }
        return target
    }
}
