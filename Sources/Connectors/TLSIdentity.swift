import NIOSSL
import Synchronization

/// Names of the secrets that hold a certificate, its key, and whom to trust, each in PEM.
package struct TLSSecrets: Sendable, Hashable {
    package var certificate: String
    package var key: String
    /// Nil trusts the machine's authorities.
    package var authority: String?

    package init(certificate: String, key: String, authority: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }
}

/// Who we are by certificate. The secrets are read for each call, so that a renewed certificate is used from the next call
/// on; they are parsed only when they have changed, and connections made with the old one run out idle.
final class TLSIdentity: Sendable {
    /// A secret that is missing or holds something else. It can be mended at any time, so the call is made again later.
    struct Unusable: Error {
        var reason: String
    }

    private struct Parsed {
        var texts: [String]
        var configuration: TLSConfiguration
    }

    private let names: TLSSecrets
    private let secret: @Sendable (String) -> String?
    private let parsed = Mutex<Parsed?>(nil)

    init(_ names: TLSSecrets, secret: @escaping @Sendable (String) -> String?) {
        self.names = names
        self.secret = secret
    }

    /// - Throws: `Unusable`.
    func configuration() throws -> TLSConfiguration {
        let texts = try [names.certificate, names.key, names.authority].compactMap { $0 }.map(text)
        return try parsed.withLock { parsed in
            if let parsed, parsed.texts == texts { return parsed.configuration }
            let configuration = try parse(texts)
            parsed = Parsed(texts: texts, configuration: configuration)
            return configuration
        }
    }

    private func text(of name: String) throws -> String {
        guard let text = secret(name) else { throw Unusable(reason: "the secret '\(name)' is not there") }
        return text
    }

    private func parse(_ texts: [String]) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateChain = try certificates(texts[0], in: names.certificate).map { .certificate($0) }
        guard let key = try? NIOSSLPrivateKey(bytes: Array(texts[1].utf8), format: .pem) else {
            throw Unusable(reason: "the secret '\(names.key)' holds no private key in PEM")
        }
        configuration.privateKey = .privateKey(key)
        if let authority = names.authority {
            configuration.trustRoots = .certificates(try certificates(texts[2], in: authority))
        }
        return configuration
    }

    private func certificates(_ text: String, in name: String) throws -> [NIOSSLCertificate] {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(text.utf8)), !certificates.isEmpty else {
            throw Unusable(reason: "the secret '\(name)' holds no certificate in PEM")
        }
        return certificates
    }
}
