/// All that the API needs from the rest of the product.
package struct APIServices: Sendable {
    package var systems: any SystemsService
    package var integrations: any IntegrationsService
    package var mappings: any MappingsService
    package var events: any EventsService
    package var subscriptions: any SubscriptionsService
    package var replays: any ReplaysService
    package var retention: any RetentionService
    package var streams: any StreamsService
    package var processors: any StreamProcessorsService
    package var projections: any ProjectionsService
    package var eventSchemas: any EventSchemasService
    package var sagas: any SagasService
    package var deadLetters: any DeadLettersService
    package var lineage: any LineageService
    package var health: any HealthService
    package var status: any StatusService
    package var keys: any KeyService

    package init(
        systems: any SystemsService, integrations: any IntegrationsService, mappings: any MappingsService,
        events: any EventsService, subscriptions: any SubscriptionsService, replays: any ReplaysService,
        retention: any RetentionService, streams: any StreamsService, processors: any StreamProcessorsService,
        projections: any ProjectionsService, eventSchemas: any EventSchemasService,
        sagas: any SagasService, deadLetters: any DeadLettersService, lineage: any LineageService,
        health: any HealthService, status: any StatusService, keys: any KeyService
    ) {
        self.systems = systems
        self.integrations = integrations
        self.mappings = mappings
        self.events = events
        self.subscriptions = subscriptions
        self.replays = replays
        self.retention = retention
        self.streams = streams
        self.processors = processors
        self.projections = projections
        self.eventSchemas = eventSchemas
        self.sagas = sagas
        self.deadLetters = deadLetters
        self.lineage = lineage
        self.health = health
        self.status = status
        self.keys = keys
    }
}
