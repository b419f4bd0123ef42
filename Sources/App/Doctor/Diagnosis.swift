package import Values

/// One thing that the doctor looked at.
package struct Diagnosis: Sendable {
    package var subject: String
    package var isWell: Bool
    package var message: String
    /// What to do; nil when all is well.
    package var remedy: String?

    static func well(_ subject: String, _ message: String) -> Diagnosis {
        Diagnosis(subject: subject, isWell: true, message: message)
    }

    static func ill(_ subject: String, _ message: String, _ remedy: String) -> Diagnosis {
        Diagnosis(subject: subject, isWell: false, message: message, remedy: remedy)
    }

    package var value: Value {
        [
            "subject": .string(subject), "ok": .bool(isWell), "message": .string(message),
            "remedy": remedy.map { .string($0) } ?? .null,
        ]
    }
}
