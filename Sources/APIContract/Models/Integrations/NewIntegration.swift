package import Values

/// An integration to create.
package struct NewIntegration: WireType, Hashable {
    package var id: String
    package var externalSystemId: String
    package var name: String
    package var description: String?
    package var mappings: [DataMapping]?
    package var syncSchedule: SyncSchedule?
    package var configuration: Object?

    package init(
        id: String, externalSystemId: String, name: String, description: String? = nil,
        mappings: [DataMapping]? = nil, syncSchedule: SyncSchedule? = nil, configuration: Object? = nil
    ) {
        self.id = id
        self.externalSystemId = externalSystemId
        self.name = name
        self.description = description
        self.mappings = mappings
        self.syncSchedule = syncSchedule
        self.configuration = configuration
    }

    package static let about = About(
        "An integration to create.",
        [
            "id": FieldNote(
                "Name of the integration, which is that of its point file.",
                example: "resident-admissions", lengthMost: 128),
            "externalSystemId": FieldNote(
                "System it delivers to or reads from.",
                example: "care-record", lengthMost: 128),
            "name": FieldNote("What people call it.", example: "Resident admissions", lengthMost: 200),
            "description": FieldNote("What it is for.", lengthMost: 2000),
            "mappings": "Mappings it uses, in order.",
            "syncSchedule": "When it works; only on request when absent.",
            "configuration": "The rest of its point file, by the headings of that file.",
        ])
}
