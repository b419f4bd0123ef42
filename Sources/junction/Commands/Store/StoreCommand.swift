import App
import ArgumentParser
import Events
import Foundation
import Values

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Back up, restore, check, copy and migrate the store of a server.",
        discussion: """
            The store is the one that 'junction serve' with the same --data and --store uses. Servers may run meanwhile. A \
            backup holds every event, delivery and document, API keys as hashes only; it does not hold the secrets in the \
            data folder. See docs/storage.md.
            """,
        subcommands: [
            StoreBackupCommand.self, StoreRestoreCommand.self, StoreVerifyCommand.self, StoreCopyCommand.self,
            StoreMigrateCommand.self,
        ])
}

/// Which store is meant.
struct StoreOptions: ParsableArguments {
    @Option(help: "The data folder of the server.")
    var data = "var"
    @Option(help: "Where the store is, if not in the data folder: postgres://… or the path of a file. [JUNCTION_STORE]")
    var store: String?

    var keeping: StoreKeeping {
        StoreKeeping(StoreAddress(store: store ?? ProcessInfo.processInfo.environment["JUNCTION_STORE"], data: data))
    }
}

/// What a command tells of the rows that it moved or read.
enum StoreReport {
    static func object(_ digest: StoreDigest) -> Object {
        var tables = Object()
        for table in TransferTable.allCases { tables[table.rawValue] = .integer(Int64(digest[table].rows)) }
        return ["rows": .object(tables)]
    }

    static func value(_ audit: StoreAudit, remedy: String? = nil) -> Value {
        var value = object(audit.digest)
        value["findingCount"] = .integer(Int64(audit.findingCount))
        value["findings"] = .array(
            audit.findings.map { ["place": .string($0.place), "message": .string($0.message)] })
        value["remedy"] = remedy.map { .string($0) }
        return .object(value)
    }

    static func text(_ digest: StoreDigest) -> String {
        "\(digest[.event].rows) events, \(digest[.pending].rows) waiting deliveries, "
            + "\(digest[.deadLetter].rows) dead letters, \(digest[.step].rows) steps, \(digest[.document].rows) documents"
    }

    static func text(_ audit: StoreAudit) -> String {
        let found = audit.findings.map(\.description)
        let more = audit.findingCount > found.count ? ["… and \(audit.findingCount - found.count) more"] : []
        let verdict =
            switch audit.findingCount {
            case 0: "whole"
            case 1: "1 finding"
            default: "\(audit.findingCount) findings"
            }
        return (found + more + ["\(verdict): \(text(audit.digest))"]).joined(separator: "\n")
    }

    /// What to do with a store that is damaged.
    static func advice(_ store: StoreOptions) -> String {
        let options = store.store.map { "--store \($0)" } ?? "--data \(store.data)"
        return """
            The store is damaged. Stop its servers and keep a copy of it as it is. If there is a backup, restore it into a new \
            store: junction store restore BACKUP --store NEW. What can still be read, counted above, goes into a new store \
            with: junction store copy \(options) --to NEW --skip-damaged
            """
    }

    /// Shows how far it is, on a terminal.
    static func following<Answer>(_ body: (@escaping StoreKeeping.Progress) throws -> Answer) rethrows -> Answer {
        let shown = ShownProgress()
        defer { shown.finish() }
        return try body { shown.show($0) }
    }
}
