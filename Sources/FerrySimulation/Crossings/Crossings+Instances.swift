import FerryModel

/// What is done with whole instances, with those that call each other, with user tasks and with definitions.
extension Crossings {
    static let instances: [CrossingSituation] = [
        CrossingSituation("the instance is cancelled", [.job("w")]) {
            .call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: $0.main)))
        },
        CrossingSituation("a cancelled instance waits for a listener", [.job("w")], listeners: [.of("cancel")]) {
            .call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: $0.main)))
        },
        CrossingSituation("it migrates to another target", [.job("w").with(boundary: .message("m0"))]) {
            .call(.migrateProcessInstance(try $0.migration(to: 4, ["w": "w2x"])))
        },
        CrossingSituation("it migrates to the same target", [.job("w").with(boundary: .message("m0"))]) {
            .call(.migrateProcessInstance(try $0.migration(to: 2, ["w": "w2"])))
        },
        CrossingSituation("its migration is tried", [.job("w").with(boundary: .message("m0"))]) {
            var trial = try $0.migration(to: 2, ["w": "w2"])
            trial.dryRun = true
            return .call(.migrateProcessInstance(trial))
        },
        CrossingSituation("something is activated by a modification", [.job("w")]) {
            .call(
                .modifyProcessInstance(
                    ModifyProcessInstance(
                        processInstanceKey: $0.main, activate: [ElementActivation(elementID: "w")])))
        },
        CrossingSituation(
            "something is ended by a modification", [ModelBlock(id: "w", shape: .scatter([[.job("l")], [.job("r")]]))]
        ) {
            .call(
                .modifyProcessInstance(
                    ModifyProcessInstance(processInstanceKey: $0.main, terminate: [.instance(try $0.element("l"))])))
        },
        CrossingSituation("something is moved by a modification", [.job("w"), .job("n")]) {
            .call(
                .modifyProcessInstance(
                    ModifyProcessInstance(
                        processInstanceKey: $0.main,
                        move: [ElementMove(source: .instance(try $0.element("w")), target: "n")])))
        },
        CrossingSituation("the instance is suspended", [.job("w").with(boundary: .message("m0"))]) {
            .call(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: $0.main)))
        },
        CrossingSituation(
            "the instance is resumed", [.job("w").with(boundary: .message("m0"))],
            given: {
                try $0.perform(
                    .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: try $0.instance(of: "p0"))))
            },
            when: { .call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: $0.main))) }),
        CrossingSituation("a user task is assigned", [.person("w")]) {
            .call(.assignUserTask(AssignUserTask(userTaskKey: try $0.element("w"), assignee: "bob")))
        },
        CrossingSituation("a user task is updated", [.person("w")]) {
            .call(.updateUserTask(UpdateUserTask(userTaskKey: try $0.element("w"), priority: 77)))
        },
        CrossingSituation("a user task is completed", [.person("w")]) {
            .call(.completeUserTask(CompleteUserTask(userTaskKey: try $0.element("w"))))
        },
        CrossingSituation("an instance calls another", [.job("w"), .call("n")], beside: [.called]) {
            .call(.completeJob(CompleteJob(jobKey: try $0.job("w"))))
        },
        CrossingSituation("a called instance ends", [.call("w")], beside: [.called]) {
            .call(.completeJob(CompleteJob(jobKey: try $0.job("c"))))
        },
        CrossingSituation(
            "an error comes from a called instance", [.call("w").with(boundary: .error("e0"))], beside: [.called]
        ) { .call(.throwError(ThrowError(jobKey: try $0.job("c"), errorCode: "e0"))) },
        CrossingSituation("a called instance is cancelled", [.call("w")], beside: [.called]) {
            .call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: try $0.instance(of: "p3"))))
        },
        CrossingSituation(
            "the caller is cancelled", [.call("w")], beside: [.called], moves: "p3", renames: ["c": "c2"]
        ) { .call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: try $0.instance(of: "p0")))) },
        CrossingSituation(
            "the caller is suspended", [.call("w")], beside: [.called], moves: "p3", renames: ["c": "c2"]
        ) { .call(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: try $0.instance(of: "p0")))) },
        CrossingSituation(
            "the called instance ends as it migrates", [.call("w")], beside: [.called], moves: "p3",
            renames: ["c": "c2"]
        ) { .call(.completeJob(CompleteJob(jobKey: try $0.job("c")))) },
        CrossingSituation(
            "something begins in an ad-hoc subprocess", [.adHoc("w")],
            when: {
                .call(
                    .activateAdHocActivities(
                        ActivateAdHocActivities(
                            adHocInstanceKey: try $0.element("w"), activities: [AdHocActivation(elementID: "n")])))
            }),
        CrossingSituation("another instance begins", [.job("w")]) { _ in
            .call(.createProcessInstance(CreateProcessInstance(definition: .latest(processID: "p0"))))
        },
        CrossingSituation("a version is deployed", [.job("w")]) { _ in
            let model = DrawnModel(processID: "p0", blocks: [.job("w"), .job("later")])
            return .call(.deployResources(DeployResources(resources: [.init(name: "p0.bpmn", content: model.xml)])))
        },
        CrossingSituation("the source is deleted", [.job("w")]) {
            .call(.deleteResource(DeleteResource(resourceKey: ResourceKey(try $0.definition("p0", 1).rawValue))))
        },
        CrossingSituation("the target is deleted", [.job("w")]) {
            .call(.deleteResource(DeleteResource(resourceKey: ResourceKey(try $0.definition("p0", 2).rawValue))))
        },
        CrossingSituation("a definition that nobody uses is deleted", [.job("w")]) {
            .call(.deleteResource(DeleteResource(resourceKey: ResourceKey(try $0.definition("idle", 1).rawValue))))
        },
    ]
}

extension ModelBlock {
    static func person(_ id: String, _ listeners: [ModelListener] = []) -> ModelBlock {
        ModelBlock(id: id, shape: .task(.person(assignee: "", listeners: listeners)))
    }

    static func call(_ id: String) -> ModelBlock {
        ModelBlock(
            id: id,
            shape: .call(ModelCall(processID: "p3", binding: "latest", takesAll: true, givesAll: true)))
    }

    static func adHoc(_ id: String) -> ModelBlock {
        let how = ModelAdHoc(active: "", worker: "", collects: true, condition: "", cancelsRemaining: true)
        return ModelBlock(id: id, shape: .adHoc([[.job("n")]], how))
    }
}

extension DrawnModel {
    /// What is called: one job.
    static var called: DrawnModel { DrawnModel(processID: "p3", blocks: [.job("c")]) }
}

extension CrossingWorld {
    /// The instance to another version, as a second client would have it.
    func migration(to version: Int32, _ names: [String: String]) throws -> MigrateProcessInstance {
        let instructions = names.sorted { $0.key < $1.key }.flatMap { from, to in
            [
                MigrationInstruction(from: from, to: to),
                MigrationInstruction(from: "\(from)_b", to: "\(to)_b", trigger: .update),
            ]
        }
        return MigrateProcessInstance(
            processInstanceKey: main,
            plan: MigrationPlan(
                target: .version(processID: "p0", version: version), instructions: instructions, autoMap: .equal))
    }
}
