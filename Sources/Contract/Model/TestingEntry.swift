package import Values

/// How the point was tested, or is with every change.
package struct TestingEntry: Sendable, Equatable {
    package var what: String
    package var `where`: String
    package var how: String?
    package var last: CivilDate?
    package var result: String?

    static let spec = Spec<TestingEntry>.object(
        "testingEntry", "How the point was tested, or is with every change.",
        Key("what", .text(.sentence), "What was tested."),
        Key("where", .text(.sentence), "In which environment, or on what occasion."),
        Key(optional: "how", .text(.sentence), "With which command or by whom."),
        Key(optional: "last", .date, "When last."),
        Key(optional: "result", .text(.sentence), "What came out."), make: TestingEntry.init)
}
