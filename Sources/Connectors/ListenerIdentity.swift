package import NIOSSL
import Synchronization
package import Values

/// Who a listener is by certificate. The files are looked at again with `renew`, so that a renewed certificate is shown from
/// the next connection on; those that are open go on with the one that they began with.
package final class ListenerIdentity: Sendable {
    private struct State {
        var files: ListenerFiles
        var context: NIOSSLContext
        var expires: Instant
    }

    private let settings: TLSSettings
    private let state: Mutex<State>

    /// - Throws: `connectorSettings` when a file cannot be read, the key is another certificate's, or the certificate is not
    ///   valid at this moment.
    package init(_ settings: TLSSettings, at now: Instant) throws(JunctionError) {
        self.settings = settings
        state = Mutex(try Self.state(of: ListenerFiles(settings), at: now))
    }

    /// For the next connection.
    package var context: NIOSSLContext { state.withLock { $0.context } }
    /// When the first certificate of the chain in use ends to be valid.
    package var expires: Instant { state.withLock { $0.expires } }

    /// Takes the files anew when they have changed; blocks for as long as reading them takes. Until they are of use, the ones
    /// from before are.
    ///
    /// - Returns: Whether they had changed.
    /// - Throws: `connectorSettings`, as when it was made.
    package func renew(at now: Instant) throws(JunctionError) -> Bool {
        let files = try ListenerFiles(settings)
        guard state.withLock({ $0.files != files }) else { return false }
        let new = try Self.state(of: files, at: now)
        state.withLock { $0 = new }
        return true
    }

    private static func state(of files: ListenerFiles, at now: Instant) throws(JunctionError) -> State {
        State(files: files, context: try files.context(), expires: try files.expiry(at: now))
    }
}

/// What a listener's files hold.
struct ListenerFiles: Sendable, Hashable {
    let chain: PEMFile
    let key: PEMFile
    /// Whose certificates clients must show; nil: they need none.
    let clients: PEMFile?

    /// - Throws: `connectorSettings`.
    init(_ settings: TLSSettings) throws(JunctionError) {
        guard let identity = try settings.identity() else {
            throw JunctionError(.connectorSettings, "TLS on a listener needs 'certificateFile' and 'keyFile'")
        }
        (chain, key) = identity
        if let file = settings.authorityFile { clients = try PEMFile(file) } else { clients = nil }
    }

    /// A server's side of TLS 1.2 and 1.3.
    func context() throws(JunctionError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try chain.certificates().map { .certificate($0) }, privateKey: .privateKey(try key.key()))
        configuration.minimumTLSVersion = .tlsv12
        if let clients {
            configuration.trustRoots = .certificates(try clients.certificates())
            // A client's certificate names no host; the signature and the dates are what is verified.
            configuration.certificateVerification = .noHostnameVerification
        }
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw PEMFile.unusable(key.path, "holds the key of another certificate than the first of '\(chain.path)'")
        }
    }

    /// When the listener's own certificate, which is the first of its chain, ends to be valid.
    func expiry(at now: Instant) throws(JunctionError) -> Instant {
        guard let own = try chain.certificates().first else {
            throw PEMFile.unusable(chain.path, "holds no certificate")
        }
        let expires = Instant(seconds: Int64(own.notValidAfter))
        guard now < expires else { throw PEMFile.unusable(chain.path, "holds a certificate that expired \(expires)") }
        let begins = Instant(seconds: Int64(own.notValidBefore))
        guard now >= begins else { throw PEMFile.unusable(chain.path, "holds a certificate that begins \(begins)") }
        return expires
    }
}
