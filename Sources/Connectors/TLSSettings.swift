package import NIOSSL
package import Values

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
    package func clientConfiguration() throws(JunctionError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authorityFile {
            configuration.trustRoots = .certificates(try PEMFile(authorityFile).certificates())
        }
        if let identity = try identity() {
            configuration.certificateChain = try identity.chain.certificates().map { .certificate($0) }
            configuration.privateKey = .privateKey(try identity.key.key())
        }
        return configuration
    }

    /// This side's certificate chain and key; nil when none are named.
    func identity() throws(JunctionError) -> (chain: PEMFile, key: PEMFile)? {
        guard certificateFile != nil || keyFile != nil else { return nil }
        guard let certificateFile, let keyFile else {
            throw JunctionError(.connectorSettings, "'certificateFile' and 'keyFile' go together")
        }
        return (try PEMFile(certificateFile), try PEMFile(keyFile))
    }
}
