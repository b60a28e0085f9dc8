import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Events::Archive, of a bus of the plan or of the account's own.
  mutating func attachArchive(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = bus(named: "SourceArn", by: resource, &reader) else {
      return addOutside(resource, "its bus is not of this plan", &reader)
    }
    var archive = ArchivePlan(
      id: resource.logicalID, name: reader.text("ArchiveName") ?? name(resource), arn: arn(resource))
    archive.place = planPlace(resource.span)
    archive.pattern = reader.json("EventPattern")
    archive.retention = reader.integer("RetentionDays")
    archive.settings = reader.rest()
    plan.buses[index].archives.append(archive)
  }

  /// AWS::EventSchemas::Discoverer.
  mutating func attachDiscoverer(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = bus(named: "SourceArn", by: resource, &reader) else {
      return addOutside(resource, "its bus is not of this plan", &reader)
    }
    plan.buses[index].discoverers.append(part(resource, &reader))
  }

  private mutating func bus(named property: String, by resource: Resource, _ reader: inout PropertyReader) -> Int? {
    let text = reader.text(property)
    let arn = "arn:\(place.partition):events:\(place.region):\(place.account):event-bus/default"
    if text == arn, !plan.buses.contains(where: { $0.arn == arn }) {
      plan.buses.append(BusPlan(id: "default", name: "default", arn: arn))
    }
    return owner(in: plan.buses, named: property, by: resource, &reader)
  }

  /// AWS::Events::Connection.
  mutating func addConnection(_ resource: Resource, _ reader: inout PropertyReader) {
    var connection = ConnectionPlan(
      id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: generated(resource, "Arn"))
    connection.path = path(resource)
    connection.place = planPlace(resource.span)
    connection.authorization = reader.text("AuthorizationType")
    connection.parameters = reader.json("AuthParameters")
    connection.settings = reader.rest()
    plan.connections.append(connection)
  }

  /// AWS::Events::ApiDestination.
  mutating func addAPIDestination(_ resource: Resource, _ reader: inout PropertyReader) {
    var destination = APIDestinationPlan(
      id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: generated(resource, "Arn"))
    destination.path = path(resource)
    destination.place = planPlace(resource.span)
    destination.connection = reader.text("ConnectionArn")
    destination.method = reader.text("HttpMethod")
    destination.url = reader.text("InvocationEndpoint")
    destination.rate = reader.integer("InvocationRateLimitPerSecond")
    destination.settings = reader.rest()
    plan.apiDestinations.append(destination)
  }
}
