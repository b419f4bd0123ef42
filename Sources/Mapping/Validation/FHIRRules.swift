/// Facts of FHIR R4 (hl7.org/fhir/R4) that the structural check uses.
enum FHIRRules {
    static let bundleTypes: Set<String> = [
        "document", "message", "transaction", "transaction-response", "batch", "batch-response", "history", "searchset",
        "collection",
    ]
    static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]

    static let genders: Set<String> = ["male", "female", "other", "unknown"]

    static let statuses: [String: Set<String>] = [
        "Encounter": [
            "planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error",
            "unknown",
        ],
        "Observation": [
            "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown",
        ],
        "DiagnosticReport": [
            "registered", "partial", "preliminary", "final", "amended", "corrected", "appended", "cancelled",
            "entered-in-error", "unknown",
        ],
        "Appointment": [
            "proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error",
            "checked-in", "waitlist",
        ],
    ]
}
