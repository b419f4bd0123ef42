import APIContract

extension APIServer {
    /// Every route there is: one line for each resource.
    func routes() -> [Route] {
        let routes =
            SystemsRoutes.routes(services.systems) + MappingsRoutes.routes(services.mappings)
            + IntegrationsRoutes.routes(services.integrations)
            + MessagesRoutes.routes(services.integrations, services.lineage) + EventsRoutes.routes(services.events)
            + SubscriptionsRoutes.routes(services.subscriptions) + ReplaysRoutes.routes(services.replays)
            + RetentionRoutes.routes(services.retention) + StreamsRoutes.routes(services.streams)
            + EventSchemasRoutes.routes(services.eventSchemas)
            + StreamProcessorsRoutes.routes(services.processors) + ProjectionsRoutes.routes(services.projections)
            + SagasRoutes.routes(services.sagas) + DeadLettersRoutes.routes(services.deadLetters)
            + StatusRoutes.routes(services.status)
            + KeysRoutes.routes(services.keys) + HealthRoutes.routes(services.health) + MetricsRoutes.routes(registry)
        return routes + DocumentRoutes.routes(version: settings.version, describing: routes.map(\.description))
    }
}
