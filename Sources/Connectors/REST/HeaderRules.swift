/// What a header may be (RFC 9110 section 5), so that no value can start another header.
package enum HeaderRules {
    /// Headers that the client writes itself; a setting or a call that names one is refused.
    static let reserved: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "keep-alive",
        "proxy-authorization", "proxy-connection", "expect",
    ]

    package static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                PercentEncoding.isUnreserved(byte) || "!#$%&'*+^`|".utf8.contains(byte)
            }
    }

    package static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 32 && $0 != 127) || $0 == 9 }
    }

    package static func isUsable(_ header: RESTHeader) -> Bool {
        isName(header.name) && isValue(header.value) && !reserved.contains(header.name.lowercased())
    }
}
