import NIOSSL
import Values

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file of certificates or of a key, in PEM (RFC 7468).
struct PEMFile: Sendable, Hashable {
    let path: String
    let bytes: [UInt8]

    /// No chain of certificates is near it; longer files are refused.
    private static let bytesMost = 1 << 20

    /// - Throws: `connectorSettings` that names the file, and why it cannot be read.
    init(_ path: String) throws(JunctionError) {
        self.path = path
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw Self.unreadable(path)
            }
            bytes += chunk[..<count]
            guard bytes.count <= Self.bytesMost else {
                throw Self.unusable(path, "is longer than \(Self.bytesMost) bytes")
            }
        }
        self.bytes = bytes
    }

    func certificates() throws(JunctionError) -> [NIOSSLCertificate] {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
            throw Self.unusable(path, "holds no certificates in PEM that can be read")
        }
        return certificates
    }

    func key() throws(JunctionError) -> NIOSSLPrivateKey {
        guard let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
            throw Self.unusable(path, "holds no private key in PEM that can be read; one with a passphrase cannot")
        }
        return key
    }

    static func unusable(_ path: String, _ what: String) -> JunctionError {
        JunctionError(
            .connectorSettings, "the file \(what)", remedy: "Correct the file, or name another.",
            place: Place(source: path))
    }

    private static func unreadable(_ path: String) -> JunctionError {
        let reason = unsafe String(cString: strerror(errno))
        return JunctionError(
            .connectorSettings, "the file cannot be read: \(reason)", remedy: "Correct its path or its permissions.",
            place: Place(source: path))
    }
}
