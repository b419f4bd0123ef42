/// What a store holds, as tables that every kind of store can give and take: for backups, copies and checks.
///
/// What belongs to running nodes (leases, the rows by which a writer finds its last batch) is not moved. The order is
/// that in which tables are moved, so that what is referred to comes first.
package enum TransferTable: String, Sendable, CaseIterable {
    case head, stream, event, deadLetter, pending, step, document

    /// New columns are added at the end, so that rows of older backups can be read.
    package var columns: [TransferColumn] {
        switch self {
        case .head: [.integer("sequence"), .integer("recordedAt"), .integer("pruned")]
        case .stream: [.text("name"), .integer("version"), .integer("floor")]
        case .event: Self.eventColumns
        case .deadLetter:
            [
                .integer("sequence"), .text("destination"), .integer("attempts"), .integer("failedAt"),
                .text("reason"),
            ]
        case .pending:
            [
                .text("destination"), .integer("sequence"), .optionalText("key"), .integer("attempts"),
                .integer("notBefore"),
            ]
        case .step:
            [
                .integer("sequence"), .integer("at"), .text("destination"), .integer("kind"), .integer("attempt"),
                .optionalText("detail"), .optionalBytes("stages"),
            ]
        case .document:
            [.text("kind"), .text("id"), .integer("version"), .integer("updatedAt"), .bytes("content")]
        }
    }

    private static let eventColumns: [TransferColumn] = [
        .integer("sequence"), .text("id"), .text("stream"), .integer("streamSequence"), .integer("recordedAt"),
        .integer("time"), .text("type"), .text("source"), .text("contentType"), .integer("destinations"),
        .optionalText("destination"), .optionalText("key"), .optionalText("reference"), .optionalText("correlation"),
        .optionalText("causation"), .optionalBytes("metadata"), .bytes("payload"),
    ]
}

/// One column of a table. Times are microseconds from 1970; metadata and stages are as `PairCoding` writes them.
package struct TransferColumn: Sendable, Hashable {
    package enum Kind: String, Sendable { case integer, text, bytes }

    package let name: String
    package let kind: Kind
    package let isOptional: Bool

    package init(_ name: String, _ kind: Kind, isOptional: Bool) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
    }

    static func integer(_ name: String) -> TransferColumn { TransferColumn(name, .integer, isOptional: false) }
    static func text(_ name: String) -> TransferColumn { TransferColumn(name, .text, isOptional: false) }
    static func bytes(_ name: String) -> TransferColumn { TransferColumn(name, .bytes, isOptional: false) }
    static func optionalText(_ name: String) -> TransferColumn { TransferColumn(name, .text, isOptional: true) }
    static func optionalBytes(_ name: String) -> TransferColumn { TransferColumn(name, .bytes, isOptional: true) }

    /// What a row that lacks the column has there.
    var absent: TransferValue {
        guard !isOptional else { return .none }
        return switch kind {
        case .integer: .integer(0)
        case .text: .text("")
        case .bytes: .bytes([])
        }
    }
}

/// The content of one column of one row.
package enum TransferValue: Sendable, Hashable {
    case none
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    package var integer: Int64 { if case .integer(let value) = self { value } else { 0 } }
    package var text: String { if case .text(let value) = self { value } else { "" } }
}
