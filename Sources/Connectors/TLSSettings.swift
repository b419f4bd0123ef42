import NIOSSL
import Values

/// How a connection is secured. A peer's certificate is always verified, name included; there is no way to turn it off.
package struct TLSSettings: Sendable, Hashable {
    /// A PEM file of authorities to trust instead of the system's.
    package var authorityFile: String?
    /// A PEM file with this side's certificate chain, and one with its private key, for peers that ask.
    package var certificateFile: String?
    package var keyFile: String?

    /// The same from secrets, in place of the files.
    package var secrets: TLSSecrets?

    package init(
        authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
        secrets: TLSSecrets? = nil
    ) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.secrets = secrets
    }
}

extension TLSSettings {
    /// - Throws: `connectorSettings` when a file cannot be used.
    func clientConfiguration() throws(JunctionError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authorityFile { configuration.trustRoots = .certificates(try Self.certificates(authorityFile)) }
        if let identity = try identity() {
            configuration.certificateChain = identity.chain
            configuration.privateKey = identity.key
        }
        return configuration
    }

    /// A server's side: needs a certificate; asks clients for theirs when `authorityFile` names who signs them.
    func serverConfiguration() throws(JunctionError) -> TLSConfiguration {
        guard let identity = try identity() else {
            throw JunctionError(.connectorSettings, "TLS on a listener needs 'certificateFile' and 'keyFile'")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: identity.chain, privateKey: identity.key)
        configuration.minimumTLSVersion = .tlsv12
        if let authorityFile {
            configuration.trustRoots = .certificates(try Self.certificates(authorityFile))
            // A client's certificate names no host; the signature and the dates are what is verified.
            configuration.certificateVerification = .noHostnameVerification
        }
        return configuration
    }

    private func identity() throws(JunctionError) -> (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource)? {
        guard certificateFile != nil || keyFile != nil else { return nil }
        guard let certificateFile, let keyFile else {
            throw JunctionError(.connectorSettings, "'certificateFile' and 'keyFile' go together")
        }
        let chain = try Self.certificates(certificateFile)
        do {
            return (chain.map { .certificate($0) }, .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem)))
        } catch {
            throw JunctionError(.connectorSettings, "'\(keyFile)' holds no private key in PEM that can be read")
        }
    }

    private static func certificates(_ file: String) throws(JunctionError) -> [NIOSSLCertificate] {
        do { return try NIOSSLCertificate.fromPEMFile(file) } catch {
            throw JunctionError(.connectorSettings, "'\(file)' holds no certificates in PEM that can be read")
        }
    }
}
