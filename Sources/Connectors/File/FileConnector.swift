package import Values

/// Takes files from a folder and puts files into it.
package struct FileConnector: Connector {
    package let reader: FileReader
    package let writer: FileWriter

    package init(settings: Value, environment: ConnectorEnvironment) throws {
        let read = try FileSettings(reading: settings)
        reader = FileReader(settings: read, environment: environment)
        writer = FileWriter(settings: read, environment: environment)
    }

    package func shutdown() async {}

    package static let spec = ConnectorSpec(
        kind: "file",
        summary: "Takes files from a folder and archives them, and writes files whole or not at all.",
        fields: [
            .init("system", .text, "The folder's id, for metrics and messages.", initial: "file"),
            .init("folder", .file, "The folder.", required: true, example: "/srv/rota/in"),
            .init("pattern", .text, "Which files: * is any characters, ? is one.", initial: "*", example: "*.csv"),
            .init("archive", .file, "Where files go once they are safe; 'archive' within the folder if absent."),
            .init("replace", .flag, "Whether a written file may replace one with other content.", initial: false),
            .init("limits.fileBytes", .size, "Of one file; then: passed over, or refused.", initial: "256MiB"),
            .init("limits.files", .integer(1...100_000), "Files found at once; the rest come next.", initial: 1000),
            .init("limits.settleTime", .duration, "A file changed within this is left to its writer.", initial: "2s"),
        ],
        examples: [
            .init("A nightly rota", ["system": "rota", "folder": "/srv/rota/in", "pattern": "rota-*.csv"]),
            .init(
                "Files for a bank",
                ["folder": "/srv/bank/out", "archive": "/srv/bank/sent", "limits": ["fileBytes": "16MiB"]]),
        ])
}

extension FileSettings {
    /// Reads what `FileConnector.spec` describes.
    init(reading settings: Value) throws(JunctionError) {
        let reader = try SettingsReader(settings, spec: FileConnector.spec)
        var limits = FileLimits()
        limits.fileBytes = try reader.size("limits.fileBytes") ?? limits.fileBytes
        limits.files = try reader.integer("limits.files") ?? limits.files
        limits.settleTime = try reader.duration("limits.settleTime") ?? limits.settleTime
        let pattern = try reader.requiredText("pattern")
        guard !pattern.contains("/") else {
            throw SettingsReader.error("'pattern' is for names within the folder, without a slash", "pattern")
        }
        self.init(
            system: try reader.requiredText("system"), folder: try reader.requiredText("folder"), pattern: pattern,
            archive: try reader.text("archive"), replace: try reader.flag("replace") ?? false, limits: limits)
    }
}
