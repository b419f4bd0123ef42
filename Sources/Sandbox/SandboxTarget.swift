/// What a request's target leads to.
enum SandboxTarget {
    case unknown
    case system(SandboxServer.Counter, path: Substring, query: Substring)
    /// `/_sandbox/{id}/{what}`
    case control(SandboxServer.Counter, String)

    init(_ uri: String, server: SandboxServer) {
        let bytes = uri.utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        let query = end < bytes.endIndex ? uri[bytes.index(after: end)...] : ""
        guard bytes.first == UInt8(ascii: "/") else {
            self = .unknown
            return
        }
        let (system, path) = Self.split(uri[bytes.index(after: bytes.startIndex)..<end])
        if system == "_sandbox" {
            let (id, what) = Self.split(path.dropFirst())
            self = server.counter(id).map { .control($0, String(what.dropFirst())) } ?? .unknown
        } else {
            self = server.counter(system).map { .system($0, path: path, query: query) } ?? .unknown
        }
    }

    /// The first segment, and the rest with its slash.
    private static func split(_ path: Substring) -> (Substring, Substring) {
        let end = path.utf8.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
        return (path[..<end], path[end...])
    }
}
