import Dispatch
import Events
import Synchronization
import Values

/// Waits for notifications on a connection and a thread of its own. What came while there was no connection is lost, so
/// that after each connection anything may have changed.
final class Listener: Sendable {
    private static let pause = Duration.milliseconds(200)
    /// How long one wait lasts; `stop` is noticed after that.
    private static let wait = Duration.milliseconds(200)

    private let settings: PostgresEventStore.Settings
    private let writer: String
    private let isStopped = Mutex(false)
    private let thread = DispatchQueue(label: "junction-listen")

    init(_ settings: PostgresEventStore.Settings, writer: String) {
        self.settings = settings
        self.writer = writer
    }

    func start(_ told: @escaping @Sendable (PendingNews) -> Void) {
        thread.async { [self] in
            while !isStopped.withLock({ $0 }) {
                // The reason shows in what the writer and the readers report.
                try? listen(told)
                if !isStopped.withLock({ $0 }) { ThreadPause.wait(Self.pause) }
            }
        }
    }

    func stop() {
        isStopped.withLock { $0 = true }
        thread.sync {}
    }

    private func listen(_ told: (PendingNews) -> Void) throws {
        let connection = try Session.open(settings)
        try connection.execute("LISTEN \(PendingNotice.channel)")
        told(.missed)
        while !isStopped.withLock({ $0 }) {
            for notification in try connection.notifications(within: Self.wait) {
                for news in PendingNotice.news(notification.payload, schema: settings.schema, except: writer) {
                    told(news)
                }
            }
        }
    }
}
