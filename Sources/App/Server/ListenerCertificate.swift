import Connectors
import Logging
import Metrics
import Synchronization
import Values

/// The certificate of the API or of a listener: looked at now and then, so that one that is renewed is used without a restart, and
/// watched, so that nobody is surprised when it ends.
final class ListenerCertificate: Sendable {
    let identity: ListenerIdentity
    private let time: TimeSource
    private let logger: Logger
    /// What was said last, so that it is said once.
    private let told = Mutex<(trouble: String?, daysLeft: Int64?)>((nil, nil))
    private let expires: Gauge

    /// How often the files are looked at.
    private static let step = Duration.seconds(10)
    /// From so many days before its end on, it is told each day.
    private static let daysOfWarning: Int64 = 14
    private static let secondsADay: Int64 = 86_400

    /// - Parameter name: Of the listener: `api`, or the id of a point.
    /// - Throws: `connectorSettings` when the files cannot be used.
    init(of name: String, _ settings: TLSSettings, time: TimeSource, logger: Logger) throws(JunctionError) {
        identity = try ListenerIdentity(settings, at: time.now())
        self.time = time
        var logger = logger
        logger[metadataKey: "listener"] = "\(name)"
        self.logger = logger
        expires = Gauge(label: "junction_tls_certificate_expiry_seconds", dimensions: [("listener", name)])
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
            if try identity.renew(at: time.now()) { logger.notice("the certificate was renewed") }
            told.withLock { $0.trouble = nil }
        } catch {
            let isNews = told.withLock { told in
                defer { told.trouble = error.description }
                return told.trouble != error.description
            }
            if isNews { logger.error("the certificate is not renewed", metadata: ["why": "\(error)"]) }
        }
        expires.record(Double(identity.expires.microseconds) / 1_000_000)
        let days = (identity.expires - time.now()).components.seconds / Self.secondsADay
        let isNews = told.withLock { told in
            defer { told.daysLeft = days }
            return told.daysLeft != days
        }
        if days < Self.daysOfWarning, isNews {
            logger.warning("the certificate ends soon", metadata: ["at": "\(identity.expires)"])
        }
    }
}
