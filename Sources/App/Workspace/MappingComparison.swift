import Foundation
package import Mapping
package import Values

/// What a changed mapping would change, message by message.
package struct MappingComparison: Sendable {
    /// One message through both mappings.
    package struct Outcome: Sendable {
        /// The input's file name, with the message's number where it holds several.
        package var input: String
        package var changes: [ValueChange] = []
        /// What is dropped now and was not, and the other way round.
        package var newlyDropped: [String] = []
        package var noLongerDropped: [String] = []
        /// Why a mapping refuses the message; nil where it does not.
        package var oldError: JunctionError?
        package var newError: JunctionError?

        package var isSame: Bool {
            changes.isEmpty && newlyDropped.isEmpty && noLongerDropped.isEmpty
                && oldError?.message == newError?.message
        }
    }

    private let old: MappingBench
    private let new: MappingBench

    package init(old: MappingBench, new: MappingBench) {
        self.old = old
        self.new = new
    }

    /// The files of a folder by name, hidden ones left out; those with the ending given, if one is.
    package static func inputs(in folder: String, ending: String?) throws -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw JunctionError(.notFound, "the folder '\(folder)' cannot be read")
        }
        return names.filter { !$0.hasPrefix(".") && (ending == nil || $0.hasSuffix(ending ?? "")) }.sorted()
    }

    /// The messages of one document through both mappings. Throws where the document cannot be read.
    package func compare(_ bytes: [UInt8], named name: String) throws -> [Outcome] {
        let messages = try old.messages(in: bytes)
        return messages.enumerated().map { index, message in
            compare(message, named: messages.count == 1 ? name : "\(name)[\(index)]")
        }
    }

    private func compare(_ message: Value, named name: String) -> Outcome {
        // Both at one time, and with the same new identifiers.
        var context = old.context
        context.identifier = { "00000000-0000-7000-8000-000000000000" }
        var outcome = Outcome(input: name)
        let before = Self.apply(old, message, context, &outcome.oldError)
        let after = Self.apply(new, message, context, &outcome.newError)
        guard let before, let after else { return outcome }
        outcome.changes = ValueChange.all(from: before.value, to: after.value)
        let (dropped, drops) = (Set(before.accounting.dropped), Set(after.accounting.dropped))
        outcome.newlyDropped = drops.subtracting(dropped).sorted()
        outcome.noLongerDropped = dropped.subtracting(drops).sorted()
        return outcome
    }

    private static func apply(
        _ bench: MappingBench, _ message: Value, _ context: MappingContext, _ error: inout JunctionError?
    ) -> MappingResult? {
        do { return try bench.mapping.apply(message, context) } catch let thrown as JunctionError {
            error = thrown
        } catch {
            // Transformations throw nothing else.
        }
        return nil
    }
}
