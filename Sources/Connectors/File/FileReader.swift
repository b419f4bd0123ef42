import NIOPosix
package import Values

/// Takes files from a folder: finds them, reads them, and archives each when told that its content is safe.
///
/// A file stays where it is until it is archived, so one whose content was not made durable is found again.
package final class FileReader: Sendable {
    package struct Found: Sendable, Hashable {
        package var name: String
        package var bytes: Int
        package var changed: Instant

        package init(name: String, bytes: Int, changed: Instant) {
            self.name = name
            self.bytes = bytes
            self.changed = changed
        }
    }

    /// What is in the folder: what can be read now, by name, and what was passed over with why.
    package struct Scan: Sendable {
        package var files: [Found] = []
        package var passedOver: [(name: String, reason: String)] = []
        /// Where the next scan is to go on; nil when all of the folder has been looked at.
        package var next: String?
    }

    private let settings: FileSettings
    private let pattern: FilePattern
    private let time: TimeSource

    package init(settings: FileSettings, environment: ConnectorEnvironment) {
        self.settings = settings
        pattern = FilePattern(settings.pattern)
        time = environment.time
    }

    /// - Parameter last: only names after this one.
    /// - Throws: `fileTrouble` when the folder cannot be read.
    package func scan(after last: String? = nil) async throws -> Scan {
        let now = time.now()
        return try await NIOThreadPool.singleton.runIfActive { [self] in
            var scan = Scan()
            let names = try FileCalls.names(in: settings.folder)
            // Names that begin with a dot are files being written, by custom and by `FileWriter`.
            for name in names.sorted() where !name.hasPrefix(".") && pattern.matches(name) {
                if let last, name <= last { continue }
                guard scan.files.count < settings.limits.files else {
                    scan.next = scan.files.last?.name
                    break
                }
                look(at: name, now, &scan)
            }
            return scan
        }
    }

    private func look(at name: String, _ now: Instant, _ scan: inout Scan) {
        do throws(JunctionError) {
            let facts = try FileCalls.facts(settings.folder + "/" + name)
            guard facts.isPlainFile else { return }
            if facts.bytes > settings.limits.fileBytes {
                scan.passedOver.append((name, "longer than 'fileBytes' (\(settings.limits.fileBytes))"))
            } else if now - facts.changed < settings.limits.settleTime {
                scan.passedOver.append((name, "changed within 'settleTime'"))
            } else {
                scan.files.append(Found(name: name, bytes: facts.bytes, changed: facts.changed))
            }
        } catch { scan.passedOver.append((name, error.message)) }
    }

    /// - Throws: `fileTrouble`, or `fileRefused` for one that has grown past the limit.
    package func read(_ file: Found) async throws -> [UInt8] {
        try await NIOThreadPool.singleton.runIfActive { [settings] in
            try FileCalls.content(settings.folder + "/" + file.name, most: settings.limits.fileBytes)
        }
    }

    /// Moves the file to the archive: under its name, or with a number where that is taken.
    ///
    /// - Throws: `fileTrouble`.
    package func archive(_ file: Found) async throws {
        try await NIOThreadPool.singleton.runIfActive { [settings] in
            try FileCalls.makeFolder(settings.archive)
            let source = settings.folder + "/" + file.name
            var number = 1
            var target = settings.archive + "/" + file.name
            // A second name first: unlike a rename it never replaces an archived file, and no crash loses both names.
            while try !FileCalls.name(source, as: target) {
                number += 1
                target = settings.archive + "/\(file.name).\(number)"
            }
            try FileCalls.syncFolder(settings.archive)
            FileCalls.remove(source)
            try FileCalls.syncFolder(settings.folder)
        }
    }
}
