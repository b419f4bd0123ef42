/// What a dry run found out: nothing was kept, nothing was sent.
package struct SyncPreview: WireType, Hashable {
    package var mapped: Int
    package var heldBack: Int
    package var unmapped: Int
    package var findings: [SyncFinding]
    package var findingsLeftOut: Int

    package init(mapped: Int, heldBack: Int, unmapped: Int, findings: [SyncFinding], findingsLeftOut: Int) {
        self.mapped = mapped
        self.heldBack = heldBack
        self.unmapped = unmapped
        self.findings = findings
        self.findingsLeftOut = findingsLeftOut
    }

    package static let about = About(
        "What a dry run found out: nothing was kept, nothing was sent.",
        [
            "mapped": "Requests that would be sent, to all destinations together.",
            "heldBack": "Requests that a filter of the integration holds back.",
            "unmapped": "Requests that could not be made; their messages would be dead letters.",
            "findings": "What is wrong, the first hundred.",
            "findingsLeftOut": "How many findings there are beyond those.",
        ])
}
