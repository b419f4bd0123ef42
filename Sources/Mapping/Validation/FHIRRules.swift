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
        "Basic": ["code"], "Bundle": ["type"], "CareTeam": [], "ChargeItem": ["status", "code", "subject"],
        "ClaimResponse": ["status", "type", "use", "patient", "created", "insurer", "outcome"],
        "Composition": ["status", "type", "date", "author", "title"],
        "Condition": ["subject"], "Consent": ["status", "scope", "category"],
        "Coverage": ["status", "beneficiary", "payor"], "Device": [],
        "DiagnosticReport": ["status", "code"], "DocumentReference": ["status", "content"],
        "Encounter": ["status", "class"], "EpisodeOfCare": ["status", "patient"],
        "Flag": ["status", "code", "subject"],
        "Immunization": ["status", "vaccineCode", "patient"], "Linkage": ["item"], "Location": [], "Medication": [],
        "MedicationAdministration": ["status", "subject"], "MedicationDispense": ["status"],
        "MedicationRequest": ["status", "intent", "subject"], "MedicationStatement": ["status", "subject"],
        "MessageHeader": ["source"], "NutritionOrder": ["status", "intent", "patient", "dateTime"],
        "Observation": ["status", "code"], "OperationOutcome": ["issue"],
        "Organization": [], "Patient": [], "Person": [], "Practitioner": [], "PractitionerRole": [],
        "Procedure": ["status", "subject"], "Provenance": ["target", "recorded", "agent"],
        "RelatedPerson": ["patient"], "ResearchStudy": ["status"], "Schedule": ["actor"],
        "ServiceRequest": ["status", "intent", "subject"],
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

    /// What an element is by its name, where the check has something to say of it.
    enum Element {
        case reference
        case date
        /// Names ending in `DateTime`, and `start` and `end` of periods.
        case dateTime
        case instant
        case code(Set<String>)
    }

    private static let elements: [(name: String, element: Element)] = [
        ("reference", .reference), ("birthDate", .date),
        ("deceasedDateTime", .dateTime), ("effectiveDateTime", .dateTime), ("onsetDateTime", .dateTime),
        ("recordedDate", .dateTime), ("start", .dateTime), ("end", .dateTime),
        ("issued", .instant), ("recorded", .instant), ("lastUpdated", .instant),
        ("gender", .code(["male", "female", "other", "unknown"])),
    ]
    /// Few names share a length, so that comparing beats hashing: every element of every message is asked about.
    private static let byLength = (0...(elements.map(\.name.utf8.count).max() ?? 0)).map { length in
        elements.filter { $0.name.utf8.count == length }
    }

    static func element(_ name: String) -> Element? {
        let length = name.utf8.count
        guard length < byLength.count else { return nil }
        for candidate in byLength[length] where candidate.name == name { return candidate.element }
        return nil
    }
}
