package import Values

/// An integration point that runs here.
package struct Integration: WireType, Hashable {
    package var id: String
    package var externalSystemId: String
    package var name: String
    package var description: String?
    package var mappings: [DataMapping]
    package var syncSchedule: SyncSchedule
    package var status: IntegrationStatus
    package var lastSync: Instant?
    package var errorCount: Int
    package var successCount: Int
    package var configuration: Object
    package var version: String?

    package init(
        id: String, externalSystemId: String, name: String, description: String? = nil, mappings: [DataMapping],
        syncSchedule: SyncSchedule, status: IntegrationStatus, lastSync: Instant? = nil, errorCount: Int,
        successCount: Int, configuration: Object, version: String? = nil
    ) {
        self.id = id
        self.externalSystemId = externalSystemId
        self.name = name
        self.description = description
        self.mappings = mappings
        self.syncSchedule = syncSchedule
        self.status = status
        self.lastSync = lastSync
        self.errorCount = errorCount
        self.successCount = successCount
        self.configuration = configuration
        self.version = version
    }

    package static let about = About(
        "An integration point that runs here.",
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
            "syncSchedule": "When it works.",
            "status": "Whether it runs.",
            "lastSync": "When it last worked.",
            "errorCount": "Messages that failed.",
            "successCount": "Messages that were delivered.",
            "configuration": "Its point file, by headings, secrets left out.",
            "version": "Version of its point file.",
        ])
}
