/// A folder that files are taken from and put into.
package struct FileSettings: Sendable {
    /// Names the folder in messages.
    package var system: String
    package var folder: String
    /// Which files are taken: `*` stands for any characters, `?` for one; never for a folder.
    package var pattern: String
    /// Where files go once they are safe here; `archive` within the folder unless it says otherwise.
    package var archive: String
    /// Whether a file may take the place of one of the same name with other content.
    package var replace: Bool
    package var limits: FileLimits

    package init(
        system: String, folder: String, pattern: String = "*", archive: String? = nil, replace: Bool = false,
        limits: FileLimits = FileLimits()
    ) {
        self.system = system
        self.folder = folder
        self.pattern = pattern
        self.archive = archive ?? folder + "/archive"
        self.replace = replace
        self.limits = limits
    }
}

/// The limits of a folder, and what happens at each.
package struct FileLimits: Sendable, Hashable {
    /// Bytes of one file. At it: passed over with the reason, or refused.
    package var fileBytes: Int = 256 << 20
    /// Files found at once. At it: the rest are found the next time.
    package var files: Int = 1000
    /// A file changed within this time may still be written to. Until then: passed over with the reason.
    package var settleTime: Duration = .seconds(2)

    package init() {}
}
