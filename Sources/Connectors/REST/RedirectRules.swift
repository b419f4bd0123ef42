import NIOHTTP1

/// Which redirects may be followed: those that stay in the endpoint's own origin (scheme, host and port). Pure.
enum RedirectRules {
    private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    /// The path and query to go to; nil if the answer is no redirect or leads elsewhere.
    static func target(of reply: HTTPReply, from endpoint: WebAddress) -> String? {
        guard statuses.contains(reply.status), let location = reply.headers.first(name: "location") else { return nil }
        let path: Substring
        if location.hasPrefix("/"), !location.hasPrefix("//") {
            path = location[...]
        } else {
            // Read by the same narrow reader as the endpoint, up to the path.
            let separator = location.range(of: "://")
            guard let separator else { return nil }
            let end = location[separator.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" }
            let origin = location[..<(end ?? location.endIndex)]
            guard let address = try? WebAddress(String(origin)), address.origin == endpoint.origin else { return nil }
            path = end.map { location[$0...] } ?? "/"
        }
        let target = path.prefix { $0 != "#" }
        let usable = target.utf8.allSatisfy { WebAddress.isPathByte($0) || $0 == UInt8(ascii: "?") }
        guard usable else { return nil }
        return target.hasPrefix("?") ? "/" + target : String(target)
    }
}

extension String {
    /// Where `needle` first occurs.
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
