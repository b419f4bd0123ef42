/// A saga, and how its instances stand.
package struct Saga: WireType, Hashable {
    package var id: String
    package var summary: String?
    package var version: Int64?
    package var versions: [Int64]
    package var point: String?
    package var instances: [String: Int]

    package init(
        id: String, summary: String? = nil, version: Int64? = nil, versions: [Int64], point: String? = nil,
        instances: [String: Int]
    ) {
        self.id = id
        self.summary = summary
        self.version = version
        self.versions = versions
        self.point = point
        self.instances = instances
    }

    package static let about = About(
        "A saga, and how its instances stand.",
        [
            "id": "Its id.",
            "summary": "What it sees to.",
            "version": "The definition that new instances begin with; absent when no point declares it any more.",
            "versions": "All definitions that instances may have begun with.",
            "point": "The integration point that declares it.",
            "instances": "How many instances there are, by status.",
        ])
}
