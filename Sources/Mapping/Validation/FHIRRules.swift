/// Facts of FHIR R4 (hl7.org/fhir/R4) that the structural check uses.
enum FHIRRules {
    static let bundleTypes: Set<String> = [
        "document", "message", "transaction", "transaction-response", "batch", "batch-response", "history", "searchset",
        "collection",
    ]
    static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]

    /// Resource types and the elements that each must have.
    static let required: [String: [String]] = [
        "Account": ["status"], "AllergyIntolerance": ["patient"], "Appointment": ["status", "participant"],
        "Basic": ["code"], "Bundle": ["type"], "CareTeam": [],
        "Composition": ["status", "type", "date", "author", "title"],
        "Condition": ["subject"], "Coverage": ["status", "beneficiary", "payor"], "Device": [],
        "DiagnosticReport": ["status", "code"], "DocumentReference": ["status", "content"],
        "Encounter": ["status", "class"], "EpisodeOfCare": ["status", "patient"],
        "Flag": ["status", "code", "subject"],
        "Immunization": ["status", "vaccineCode", "patient"], "Location": [], "Medication": [],
        "MedicationAdministration": ["status", "subject"], "MedicationDispense": ["status"],
        "MedicationRequest": ["status", "intent", "subject"], "MedicationStatement": ["status", "subject"],
        "MessageHeader": ["source"], "Observation": ["status", "code"], "OperationOutcome": ["issue"],
        "Organization": [], "Patient": [], "Person": [], "Practitioner": [], "PractitionerRole": [],
        "Procedure": ["status", "subject"], "Provenance": ["target", "recorded", "agent"],
        "RelatedPerson": ["patient"], "Schedule": ["actor"], "ServiceRequest": ["status", "intent", "subject"],
        "Slot": ["schedule", "status", "start", "end"], "Specimen": [], "Substance": ["code"],
        "Task": ["status", "intent"],
    ]

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

    static let codes: [String: Set<String>] = ["gender": ["male", "female", "other", "unknown"]]
    /// Elements of type `date`; names ending in `DateTime`, and `start` and `end` of periods, are `dateTime`.
    static let dates: Set<String> = ["birthDate"]
    static let dateTimes: Set<String> = [
        "deceasedDateTime", "effectiveDateTime", "onsetDateTime", "recordedDate", "start", "end",
    ]
    static let instants: Set<String> = ["issued", "recorded", "lastUpdated"]
}
