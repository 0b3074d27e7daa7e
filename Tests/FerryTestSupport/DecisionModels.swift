/// Small DMN models, written the short way.
extension Model {
    /// A whole DMN file; `id` is that of its `definitions`.
    package static func dmn(_ id: String, _ decisions: String...) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="\(id)" name="\(id)" namespace="ferry"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
            \(decisions.joined(separator: "\n"))
            </definitions>
            """.utf8)
    }

    /// A decision of one expression; it sees those it requires by their ids.
    package static func decision(
        _ id: String, _ expression: String, requires required: String = "", tag: String = ""
    ) -> String {
        """
        <decision id="\(id)" name="Name of \(id)">
        \(tag.isEmpty ? "" : "<extensionElements><zeebe:versionTag value=\"\(tag)\"/></extensionElements>")
        <variable name="\(id)"/>
        \(required.isEmpty
            ? ""
            : "<informationRequirement><requiredDecision href=\"#\(required)\"/></informationRequirement>")
        <literalExpression><text>\(expression)</text></literalExpression>
        </decision>
        """
    }

    /// A table that says by the first letter of `color`, r or b, what somebody is.
    package static func colors(_ id: String) -> String {
        """
        <decision id="\(id)" name="Colors"><variable name="\(id)"/><decisionTable id="\(id)-table" hitPolicy="UNIQUE">
        <input id="in" label="Color"><inputExpression><text>color</text></inputExpression></input>
        <output id="out" name="side"/>
        <rule id="red"><inputEntry><text>"red"</text></inputEntry><outputEntry id="o1"><text>"Sith"</text></outputEntry></rule>
        <rule id="blue"><inputEntry><text>"blue"</text></inputEntry><outputEntry id="o2"><text>"Jedi"</text></outputEntry></rule>
        </decisionTable></decision>
        """
    }

    /// A business rule task that the engine does itself.
    package static func rule(
        _ id: String, decision: String, result: String = "result", binding: String = "", output: String = ""
    ) -> String {
        """
        <bpmn:businessRuleTask id="\(id)"><bpmn:extensionElements>
        <zeebe:calledDecision decisionId="\(decision)" resultVariable="\(result)" \(binding)/>
        \(output.isEmpty ? "" : "<zeebe:ioMapping>\(output)</zeebe:ioMapping>")
        </bpmn:extensionElements></bpmn:businessRuleTask>
        """
    }

    /// Start, the business rule task `rule`, a service task `after` with its job, end.
    package static func decides(
        _ processID: String, decision: String, binding: String = "", output: String = ""
    ) -> [UInt8] {
        file(
            processID, start("start"), rule("rule", decision: decision, binding: binding, output: output),
            service("after"), end("end"), path("start", "rule", "after", "end"))
    }
}
