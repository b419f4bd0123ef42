import APIContract
import Values

/// Takes the query of an address apart.
enum Query {
    /// More parameters than this are refused.
    private static let parametersMost = 32

    /// Throws `badRequest` when it is malformed, and `fieldInvalid` for a parameter that is unknown or given twice.
    static func parse(
        _ text: Substring, declared: [ParameterDescription]
    ) throws -> [(name: String, value: String)] {
        guard !text.isEmpty else { return [] }
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(halves[0], plusIsSpace: true),
                let value = PercentCoding.decode(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
            else {
                throw JunctionError(.badRequest, "The query of the address is not percent-encoded as it should be.")
            }
            guard pairs.count < parametersMost else {
                throw JunctionError(.badRequest, "The query has more than \(parametersMost) parameters.")
            }
            pairs.append((name, value))
        }
        let places = pairs.indices.compactMap { fault(pairs[$0].name, before: pairs[..<$0].map(\.name), declared) }
        guard places.isEmpty else {
            throw JunctionError(
                .fieldInvalid, "A query parameter is not as it should be.", cause: LocatedFindings(places))
        }
        return pairs
    }

    private static func fault(
        _ name: String, before: [String], _ declared: [ParameterDescription]
    ) -> ProblemPlace? {
        let names = declared.filter { $0.place == .query }.map(\.name)
        // The name is the sender's: as much of it as is fit to repeat.
        let shown = String(name.prefix(64))
        guard names.contains(name) else {
            let hint = NearestWord.nearest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
            return ProblemPlace(parameter: shown, message: "This parameter means nothing here.\(hint)")
        }
        return before.contains(name) ? ProblemPlace(parameter: shown, message: "This parameter is given twice.") : nil
    }
}
