import Connectors
import Logging
import Metrics
import Synchronization
import Values

/// The API's certificate: looked at now and then, so that one that is renewed is used without a restart, and watched, so that
/// nobody is surprised when it ends.
final class APICertificate: Sendable {
    let identity: ListenerIdentity
    private let time: TimeSource
    private let logger: Logger
    /// What was said last, so that it is said once.
    private let told = Mutex<(trouble: String?, daysLeft: Int64?)>((nil, nil))
    private let expires = Gauge(label: "junction_tls_certificate_expiry_seconds")

    /// How often the files are looked at.
    private static let step = Duration.seconds(10)
    /// From so many days before its end on, it is told each day.
    private static let daysOfWarning: Int64 = 14
    private static let secondsADay: Int64 = 86_400

    /// - Throws: `connectorSettings` when the files cannot be used.
    init(_ settings: TLSSettings, time: TimeSource, logger: Logger) throws(JunctionError) {
        identity = try ListenerIdentity(settings, at: time.now())
        self.time = time
        self.logger = logger
    }

    /// Looks now and then, until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            look()
            try? await time.sleep(Self.step)
        }
    }

    func look() {
        do throws(JunctionError) {
            if try identity.renew(at: time.now()) { logger.notice("the API's certificate was renewed") }
            told.withLock { $0.trouble = nil }
        } catch {
            let isNews = told.withLock { told in
                defer { told.trouble = error.description }
                return told.trouble != error.description
            }
            if isNews { logger.error("the API's certificate is not renewed", metadata: ["why": "\(error)"]) }
        }
        expires.record(Double(identity.expires.microseconds) / 1_000_000)
        let days = (identity.expires - time.now()).components.seconds / Self.secondsADay
        let isNews = told.withLock { told in
            defer { told.daysLeft = days }
            return told.daysLeft != days
        }
        if days < Self.daysOfWarning, isNews {
            logger.warning("the API's certificate ends soon", metadata: ["at": "\(identity.expires)"])
        }
    }
}
