import Dispatch
import Events
import GRDB
import GRDBSQLite
import Synchronization

/// Brings the write-ahead log back into the file before it grows long, with no long stop of the appends.
///
/// Most of the copying is done on a connection of its own while appends go on. What they added meanwhile is little, and
/// the writer copies that itself between two commits; then the log starts again from its beginning.
final class CheckpointControl: Sendable {
    private enum Phase { case idle, copying, copied }

    private struct State {
        var phase = Phase.idle
        /// Frames in the log, as far as counted.
        var frames = 0
        /// Not before so many frames.
        var dueAt: Int
    }

    private let queue: DatabaseQueue
    private let thread = DispatchQueue(label: "junction-checkpoint")
    private let state: Mutex<State>
    private let softLimit: Int
    private let hardLimit: Int

    init(path: String, settings: SQLiteEventStore.Settings) throws {
        softLimit = max(1, settings.checkpointFrames)
        hardLimit = max(softLimit, settings.longestLogFrames)
        state = Mutex(State(dueAt: softLimit))
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    }

    /// Called on the writer's thread between commits.
    func maintain(_ database: Database) throws {
        let written = Self.framesWritten(database)
        let phase = state.withLock { state -> Phase? in
            state.frames += written
            if state.phase == .copied || state.frames >= hardLimit { return .copied }
            guard state.phase == .idle, state.frames >= state.dueAt else { return nil }
            state.phase = .copying
            return .copying
        }
        switch phase {
        case .copying: thread.async { [self] in copy() }
        case .copied:
            // At the hard limit it may be copying still, and of two checkpoints at once one is refused.
            thread.sync {}
            try finish(database)
        default: break
        }
    }

    private func copy() {
        CrashPoint.beforeCheckpoint.reach()
        // Should it fail, the writer does all of it.
        _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.passive) }
        state.withLock { if $0.phase == .copying { $0.phase = .copied } }
    }

    private func finish(_ database: Database) throws {
        let result = try database.checkpoint(.passive)
        CrashPoint.afterCheckpoint.reach()
        state.withLock { state in
            state.phase = .idle
            let isComplete = result.walFrameCount == result.checkpointedFrameCount
            state.frames = isComplete ? 0 : max(0, result.walFrameCount)
            // A reader holds the end of the log: not again with every commit.
            state.dueAt = isComplete ? softLimit : state.frames + softLimit / 4
        }
    }

    func close() {
        thread.sync {}
        try? queue.close()
    }

    /// Pages that this connection has written since the last call.
    private static func framesWritten(_ database: Database) -> Int {
        var current: Int32 = 0
        var highest: Int32 = 0
        unsafe sqlite3_db_status(
            database.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &current, &highest, 1)
        return Int(current)
    }
}
