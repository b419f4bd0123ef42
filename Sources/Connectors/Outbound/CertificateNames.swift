import NIOSSL
import Values

/// Whether a certificate is for the host that was asked for (RFC 9525 section 6).
///
/// NIOSSL also takes a certificate for the *address* that a name led to. Whoever can forge a name's address could then
/// show a certificate for an address of their own, so a name must be in the certificate as a name.
enum CertificateNames {
    /// Called after NIOSSL has verified the chain, and a name or the address.
    ///
    /// - Throws: `tlsFailed`.
    static func check(_ certificate: NIOSSLCertificate?, for host: String) throws(JunctionError) {
        guard IPAddress(host) == nil else { return }
        guard let certificate else { throw JunctionError(.tlsFailed, "the system showed no certificate") }
        var names: [String] = []
        var others = 0
        for name in certificate._subjectAlternativeNames() {
            if name.nameType == .dnsName {
                names.append(String(decoding: Array(name.contents), as: UTF8.self))
            } else {
                others += 1
            }
        }
        // Without any alternative name NIOSSL has compared the common name, as old internal authorities need.
        if names.isEmpty, others == 0 { return }
        guard names.contains(where: { matches(host, $0) }) else {
            throw JunctionError(.tlsFailed, "the system's certificate is for another host name")
        }
    }

    /// A `*` stands for the whole of the leftmost label, and only there.
    static func matches(_ host: String, _ name: String) -> Bool {
        let host = labels(host)
        let name = labels(name)
        guard host.count == name.count, host.count > 0 else { return false }
        if name[0] == "*" { return host.count > 2 && host.dropFirst() == name.dropFirst() && !host[0].isEmpty }
        return host == name
    }

    private static func labels(_ name: String) -> [Substring] {
        var labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false).map {
            Substring(String($0))
        }
        if labels.last == "" { labels.removeLast() }
        return labels
    }
}
