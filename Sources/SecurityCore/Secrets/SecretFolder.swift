import Glibc
import Values

/// Reads and writes secret files. System calls are used as they are, because the mode must be that of the very file that is
/// read (`fstat` on the open descriptor) and links must not be followed.
struct SecretFolder: Sendable {
    let path: String

    static let sizeMost = 64 << 10

    /// Nil when there is no such file.
    func read(_ name: SecretName) throws -> Secret? {
        let descriptor = unsafe open("\(path)/\(name)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Self.unsafeFile(name, errno == ELOOP ? "is a link" : "cannot be opened")
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Self.unsafeFile(name, "is not a plain file")
        }
        guard status.st_mode & 0o077 == 0 else { throw Self.unsafeFile(name, "may be read or written by others") }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw Self.unsafeFile(name, "belongs to somebody else")
        }
        guard status.st_size <= Self.sizeMost else {
            throw Self.unsafeFile(name, "is larger than \(Self.sizeMost) bytes")
        }
        return Secret(try text(of: descriptor, name))
    }

    private func text(of descriptor: Int32, _ name: SecretName) throws -> String {
        var bytes = [UInt8](repeating: 0, count: Self.sizeMost)
        var length = 0
        while length < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { space in
                unsafe Glibc.read(descriptor, space.baseAddress! + length, space.count - length)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            length += count
        }
        // Editors end files with a line break that is no part of the secret.
        var kept = bytes[..<length]
        if kept.last == 0x0A { kept.removeLast() }
        if kept.last == 0x0D { kept.removeLast() }
        guard !kept.isEmpty, let text = String(validating: kept, as: UTF8.self) else {
            throw Self.unsafeFile(name, "is empty or not UTF-8")
        }
        return text
    }

    /// Written beside and then moved into place, so that nobody reads half of it.
    func write(_ secret: Secret, as name: SecretName) throws {
        let bytes = Array(secret.reveal().utf8)
        guard bytes.count <= Self.sizeMost else {
            throw Self.unsafeFile(name, "would be larger than \(Self.sizeMost) bytes")
        }
        // Made when the first secret is stored; a parent that is missing is told of below.
        unsafe mkdir(path, 0o700)
        let draft = "\(path)/.\(name).new"
        unsafe unlink(draft)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(name) }
        defer { close(descriptor) }
        let isWritten = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard isWritten == bytes.count, fsync(descriptor) == 0, unsafe rename(draft, "\(path)/\(name)") == 0 else {
            unsafe unlink(draft)
            throw Self.unwritable(name)
        }
    }

    func remove(_ name: SecretName) { unsafe unlink("\(path)/\(name)") }

    private static func unsafeFile(_ name: SecretName, _ reason: String) -> JunctionError {
        JunctionError(.secretUnsafe, "The file of the secret '\(name)' \(reason).")
    }

    private static func unwritable(_ name: SecretName) -> JunctionError {
        JunctionError(.storeUnavailable, "The secret '\(name)' could not be written.")
    }
}
