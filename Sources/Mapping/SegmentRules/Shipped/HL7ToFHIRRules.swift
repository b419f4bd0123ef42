// Made by scripts/embed-rules; change Systems/hl7v2-to-fhir and run make generate.
/// The rule files that the product ships.
enum HL7ToFHIRRules {
    static let files: [(name: String, text: String)] = [
        ("10-types.rules", types),
        ("15-ignored.rules", ignored),
        ("20-message.rules", message),
        ("30-patient.rules", patient),
        ("40-visit.rules", visit),
        ("50-clinical.rules", clinical),
        ("60-orders.rules", orders),
        ("70-results.rules", results),
        ("75-medication.rules", medication),
        ("80-finance.rules", finance),
        ("85-scheduling.rules", scheduling),
        ("90-systems.rules", systems),
        ("91-tables-people.rules", tablesPeople),
        ("92-tables-clinical.rules", tablesClinical),
        ("93-tables-specimen.rules", tablesSpecimen),
        ("94-tables-identifiers.rules", tablesIdentifiers),
        ("95-tables-services.rules", tablesServices),
    ]
}
