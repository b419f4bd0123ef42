package import Contract
package import Values

/// What decides which states come of which events: another recipe has a projection rebuilt. Kept beside the states, so that
/// they stay up to date while others are built by a newer one.
package struct ProjectionRecipe: Sendable, Hashable {
    package var from: [Value]
    package var key: String
    package var initial: Value
    package var fold: String
    package var deleteWhen: String?
    package var version: Int

    package init(_ projection: Projection) {
        from = projection.from
        key = projection.key
        initial = projection.initial
        fold = projection.fold
        deleteWhen = projection.deleteWhen
        version = projection.version
    }
}

extension ProjectionRecipe {
    package var value: Value {
        var object: Object = [
            "from": .array(from), "key": .string(key), "initial": initial, "fold": .string(fold),
            "version": .integer(Int64(version)),
        ]
        object["deleteWhen"] = deleteWhen.map { .string($0) }
        return .object(object)
    }

    package init(value: Value) throws {
        guard let from = value["from"]?.array, let key = value["key"]?.string, let initial = value["initial"],
            let fold = value["fold"]?.string, let version = value["version"]?.integer
        else { throw JunctionError(.storeIncompatible, "the recipe of a projection cannot be read") }
        self.from = from
        self.key = key
        self.initial = initial
        self.fold = fold
        self.version = Int(clamping: version)
        deleteWhen = value["deleteWhen"]?.string
    }
}
