package import Events
import Foundation
package import Logging
import StoragePostgres
import StorageSQLite
import Values

/// Where a log is kept: a PostgreSQL database, or a SQLite file.
package enum StoreAddress: Sendable, Hashable {
    case postgres(String)
    case sqlite(path: String)

    /// `postgres://…`, `postgresql://…`, or the path of a file.
    package init(_ text: String) {
        let isPostgres = text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
        self = isPostgres ? .postgres(text) : .sqlite(path: text)
    }

    package var kind: String {
        switch self {
        case .postgres: "PostgreSQL"
        case .sqlite: "SQLite"
        }
    }

    /// The store of a server.
    init(_ settings: ServerSettings) throws(JunctionError) {
        try Self.makeFolder(settings.data)
        self = Self(store: settings.store, data: settings.data)
    }

    private static func makeFolder(_ path: String) throws(JunctionError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw JunctionError(
                .settingInvalid, "the data folder '\(path)' cannot be made",
                remedy: "Name another with --data, or correct its permissions.")
        }
    }

    /// What is named, else the file in the data folder.
    package init(store: String?, data: String) { self = store.map { Self($0) } ?? .sqlite(path: "\(data)/junction.db") }

    /// Opens it, made and brought to this version where needed. Throws `storeUnavailable` or `storeIncompatible`.
    ///
    /// - Parameters:
    ///   - logger: Is told when a store that is asked over the network goes and comes back.
    ///   - reserves: Whether a file's write-ahead log has its room made first: some 20 MB, and as many milliseconds.
    package func open(logger: Logger? = nil, reserves: Bool = false) throws -> any TransferableStore {
        switch self {
        case .postgres(let address):
            return try PostgresEventStore(PostgresEventStore.Settings(address: address)) { standing in
                switch standing {
                case .away(let reason):
                    logger?.warning("the store is away, and is waited for", metadata: ["why": "\(reason)"])
                case .back(let span):
                    logger?.warning("the store is back", metadata: ["away": "\(span.wholeMicroseconds / 1000) ms"])
                }
            }
        case .sqlite(let path):
            try Self.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
            var settings = SQLiteEventStore.Settings()
            // Somewhat more than it holds when it is brought back, because appends go on meanwhile.
            if reserves { settings.reservedFrames = settings.checkpointFrames / 4 * 5 }
            return try SQLiteEventStore(path: path, settings: settings)
        }
    }
}
