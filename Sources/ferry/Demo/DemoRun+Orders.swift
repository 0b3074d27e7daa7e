import FerryClient

extension DemoRun {
    mutating func deploy() async throws {
        step("Deploy two versions of an order process")
        var definitions: [ProcessDefinition] = []
        // One after the other: a process id may stand only once in a deployment.
        for resource in files.versions {
            definitions += try await client.deployResources(DeployResources(resources: [resource])).definitions
        }
        say(definitions.map { "\($0.processID):\($0.version)  key \($0.key)  \($0.resourceName)" })
    }

    mutating func startOrders() async throws {
        step("Start \(orders) orders on version 1, over TCP")
        let begin = ContinuousClock.now
        let starter = InstanceStarter(client: client, lanes: inFlight)
        let keys = try await starter.start(
            orders, progress: ProgressBar("   starting", total: orders, console: console)
        ) { OrderModel.order($0) }
        tally.started = keys.count
        tally.starting = ContinuousClock.now - begin
        say("\(keys.count) orders in \(rate(keys.count, tally.starting))")
    }

    mutating func workAWhile() async throws {
        step("Let workers do part of the jobs, so that orders stand everywhere")
        let quotas = OrderQuotas(orders: orders)
        let begin = ContinuousClock.now
        var jobs = try await crew("validate-order").complete(quotas.validated)
        jobs += try await crew("io.camunda.zeebe:userTask").complete(quotas.approved)
        jobs += try await crew(OrderModel.chargePayment).complete(quotas.charged)
        tally.incidentsRaised = try await crew(OrderModel.chargePayment)
            .fail(quotas.chargesFailed, message: "the payment provider does not answer")
        jobs += try await crew("reserve-stock").complete(quotas.reserved)
        jobs += try await crew("ship-order").complete(quotas.shipped)
        tally.completedBefore = try await crew(OrderModel.notifyCustomer).complete(quotas.notified)
        jobs += tally.completedBefore
        let elapsed = ContinuousClock.now - begin
        say("\(jobs) jobs in \(rate(jobs, elapsed)); \(tally.incidentsRaised) failed for good, which are incidents now")
        try await showWhereOrdersStand()
    }

    /// Orders by what they stand at, the most common first.
    private mutating func showWhereOrdersStand() async throws {
        let instances = try await client.instances()
        tally.running = instances.count
        var counts: [String: Int] = [:]
        for instance in instances { counts[instance.activeElements.joined(separator: " + "), default: 0] += 1 }
        var table = Table([.right("ORDERS"), .left("STAND AT")])
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ["\($0.value)", $0.key] }
        say([""] + table.lines(rows))
    }

    func crew(_ type: String) -> JobCrew { JobCrew(client: client, type: type) }

    func rate(_ count: Int, _ elapsed: Duration) -> String {
        let seconds = max(elapsed.inSeconds, 0.001)
        return "\(seconds.text(places: 1)) s, \(Int(Double(count) / seconds))/s"
    }
}
