import Values

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The system calls that files need, each with its trouble as an error. They block: run them on a thread that may.
enum FileCalls {
    struct Facts: Sendable {
        var isPlainFile: Bool
        var bytes: Int
        var changed: Instant
    }

    /// The names in a folder, in no order, without `.` and `..`.
    static func names(in folder: String) throws(JunctionError) -> [String] {
        guard let stream = unsafe opendir(folder) else { throw trouble("read", "the folder") }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a folder within one that is there; one that is there already is well too.
    static func makeFolder(_ path: String) throws(JunctionError) {
        guard unsafe mkdir(path, 0o750) == 0 || errno == EEXIST else { throw trouble("made", "the folder") }
    }

    /// Of the name itself: a link is not followed.
    static func facts(_ path: String) throws(JunctionError) -> Facts {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { throw trouble("looked at") }
        let changed = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000
        return Facts(
            isPlainFile: status.st_mode & S_IFMT == S_IFREG, bytes: Int(status.st_size),
            changed: Instant(microseconds: changed))
    }

    /// The whole file; `fileRefused` when it is longer than `most`.
    static func content(_ path: String, most: Int) throws(JunctionError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble("opened") }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw trouble("read")
            }
            guard bytes.count + count <= most else {
                throw JunctionError(.fileRefused, "the file is longer than 'fileBytes' (\(most))")
            }
            bytes += chunk[..<count]
        }
    }

    /// Makes a new file with these bytes, on the disk when this returns.
    static func create(_ path: String, _ bytes: [UInt8]) throws(JunctionError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw trouble("made") }
        defer { _ = close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw trouble("written") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw trouble("written to the disk") }
    }

    /// Gives a file a second name; false when that name is taken. Where a file can have one name only, it is renamed.
    static func name(_ path: String, as name: String) throws(JunctionError) -> Bool {
        if unsafe link(path, name) == 0 { return true }
        switch errno {
        case EEXIST: return false
        case EPERM, EOPNOTSUPP, EMLINK:
            if unsafe access(name, F_OK) == 0 { return false }
            try move(path, to: name)
            return true
        default: throw trouble("named")
        }
    }

    static func move(_ path: String, to name: String) throws(JunctionError) {
        guard unsafe rename(path, name) == 0 else { throw trouble("renamed") }
    }

    static func remove(_ path: String) { _ = unsafe unlink(path) }

    /// Makes the folder's names durable: a new name lives in its folder, which is written apart from the file.
    static func syncFolder(_ path: String) throws(JunctionError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble("opened", "the folder") }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw trouble("written to the disk", "the folder") }
    }

    private static func trouble(_ done: String, _ what: String = "the file") -> JunctionError {
        let reason = unsafe String(cString: strerror(errno))
        return JunctionError(.fileTrouble, "\(what) could not be \(done): \(reason.lowercased())")
    }
}
