/// How a schema gets along with the versions before.
package struct SchemaReport: WireType, Hashable {
    package var verdict: SchemaVerdict
    package var differences: [SchemaChange]

    package init(
        verdict: SchemaVerdict, differences: [SchemaChange]
    ) {
        self.verdict = verdict
        self.differences = differences
    }

    package static let about = About(
        "How a schema gets along with the versions before.",
        [
            "verdict": "Whether the rule of the type is kept.",
            "differences": "Where it is not, or could not be told.",
        ])
}
